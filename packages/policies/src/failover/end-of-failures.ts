import { type ConnectorError, factsOfErrorCode } from '@sms-connectors/core';
import type { FailedAttempt } from '../attempt.ts';
import { errorWith } from '../settle.ts';

/** Whether another sender may have the message after this failure. */
export function mayGoOn(error: ConnectorError, afterUnknown: 'stop' | 'next'): boolean {
  if (error.outcome === 'unknown' && afterUnknown === 'stop') return false;
  return factsOfErrorCode(error.code).otherProviderCanHelp;
}

/**
 * The one error of several failures: the one that ended the send, or else the one that helps the caller most. If any
 * sender may have sent the message, it says so.
 */
export function endOfFailures(
  failures: readonly [FailedAttempt, ...FailedAttempt[]],
  afterUnknown: 'stop' | 'next',
): ConnectorError {
  const errors = failures.map(({ result }) => result.error);
  const attempts = failures.flatMap((failure) => failure.attempts);
  const error = errors.find((each) => !mayGoOn(each, afterUnknown)) ?? mostHelpful(errors);
  const isUnknown = errors.some(({ outcome }) => outcome === 'unknown');
  const tried = attempts.map(({ sender, code }) => `${sender} (${code})`).join(', ');
  return errorWith(error, {
    attempts,
    ...(isUnknown && { outcome: 'unknown' }),
    ...(attempts.length > 1 && { message: `${error.message} Tried: ${tried}.` }),
  });
}

/** One that may have sent the message, then one after which the same message may succeed soon, then the first. */
function mostHelpful(errors: readonly ConnectorError[]): ConnectorError {
  const [first] = errors;
  const unknown = errors.find(({ outcome }) => outcome === 'unknown');
  const soonest = errors
    .filter(({ retryable }) => retryable)
    .toSorted((a, b) => (a.retryAfterMs ?? 0) - (b.retryAfterMs ?? 0))
    .at(0);
  return unknown ?? soonest ?? (first as ConnectorError);
}
