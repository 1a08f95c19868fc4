import {
  type Attempt,
  ConnectorError,
  type ConnectorErrorFacts,
  type Receipt,
  type SendOptions,
} from '@sms-connectors/core';
import type { Attempted } from './attempt.ts';

/** Ends a send with what came of it and what was tried. @throws `ConnectorError` */
export function settle({ result, attempts }: Attempted): Receipt {
  if (result.ok) return { ...result.receipt, attempts };
  throw errorWith(result.error, { attempts });
}

/** A copy of an error with other facts. */
export function errorWith(
  error: ConnectorError,
  facts: Partial<Pick<ConnectorError, 'outcome' | 'message'>> & {
    readonly attempts: readonly Attempt[];
  },
): ConnectorError {
  const { code, outcome, retryAfterMs, issues, provider } = error;
  // A code of a newer core is open for readers only.
  const all = { code, outcome, retryAfterMs, issues, provider, ...facts } as ConnectorErrorFacts;
  const copy = new ConnectorError(all);
  copy.message = facts.message ?? error.message;
  return copy;
}

/**
 * The options of a send, read once: they may have getters that throw, and what they throw may contain anything.
 * @throws `ConnectorError` `invalid_message`
 */
export function readOptions(policy: string, options: SendOptions | undefined): SendOptions {
  if (options === undefined) return none;
  try {
    return { ...options };
  } catch {
    throw refusal(policy, 'invalid_message', 'the options could not be read.');
  }
}

const none: SendOptions = {};

/** The error of a message that a policy refuses before a provider has it. */
export function refusal(
  policy: string,
  code: ConnectorErrorFacts['code'],
  detail: string,
  retryAfterMs?: number,
): ConnectorError {
  return new ConnectorError({
    code,
    outcome: 'rejected',
    detail,
    retryAfterMs,
    attempts: [],
    provider: { id: policy },
  });
}
