import { AssertionError } from 'node:assert/strict';
import type { TestRunner } from './subject.ts';

/**
 * A runner whose failures read as a list of what is left to do. What is not true, or not there, is told in its
 * own words alone: a stack inside the kit helps nobody, and without one, runners show the same words once.
 */
export function readableRunner({ describe, test }: TestRunner): TestRunner {
  return {
    describe,
    test: (name, body) =>
      test(name, async () => {
        try {
          await body();
        } catch (error) {
          throw isBare(error) ? toDo(error.message) : error;
        }
      }),
  };
}

/** Whether an assertion has nothing to show beside its message: no two values that differ. */
function isBare(error: unknown): error is AssertionError {
  return error instanceof AssertionError && ['==', 'fail'].includes(error.operator);
}

function toDo(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}
