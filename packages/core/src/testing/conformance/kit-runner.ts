import { AssertionError } from 'node:assert/strict';
import { isNativeError } from 'node:util/types';
import type { ConnectorStep } from '../../contract.ts';
import type { TestRunner } from './conformance-options.ts';
import type { Subject, TestContext } from './subject.ts';

/** A runner whose tests get a context of their own, and show what the connector's own code throws. */
export interface KitRunner {
  readonly describe: TestRunner['describe'];
  readonly test: (name: string, body: (context: TestContext) => Promise<void>) => void;
}

/**
 * Failures read as a list of what is left to do: an assertion with a message shows that message alone, since a stack
 * inside the kit helps nobody. What the connector's own code threw is shown with its stack, and fails the test by
 * itself: core turns it into a ConnectorError, which says nothing about the cause.
 */
export function kitRunner({ describe, test }: TestRunner, subject: Subject): KitRunner {
  return {
    describe,
    test: (name, body) =>
      test(name, async () => {
        const exceptions = new Set<string>();
        const context = subject.contextOf((error, step) =>
          exceptions.add(describeException(error, step)),
        );
        try {
          await body(context);
        } catch (error) {
          throw withExceptions(isBare(error) ? plainError(error.message) : error, exceptions);
        }
        if (exceptions.size > 0) throw plainError([...exceptions].join('\n\n'));
      }),
  };
}

function describeException(error: unknown, step: ConnectorStep): string {
  // Jest's tests have an `Error` of their own.
  const thrown = isNativeError(error) ? (error.stack ?? String(error)) : String(error);
  return `${step}() threw: ${thrown}`;
}

/** Whether an assertion has nothing to show besides its message: no two values that differ. */
function isBare(error: unknown): error is AssertionError {
  return error instanceof AssertionError && ['==', 'fail'].includes(error.operator);
}

function withExceptions(error: unknown, exceptions: ReadonlySet<string>): unknown {
  if (exceptions.size === 0 || !isNativeError(error)) return error;
  const details = `\n\n${[...exceptions].join('\n\n')}`;
  const { stack = '' } = error;
  error.message += details;
  error.stack = stack + details;
  return error;
}

/** Without a stack of its own, runners show the message once. */
function plainError(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}
