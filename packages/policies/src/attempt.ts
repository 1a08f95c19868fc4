import {
  type Attempt,
  type ConnectorError,
  type Message,
  type Sender,
  type SendOptions,
  type SendResult,
  trySend,
} from '@sms-connectors/core';

/** What came of passing a message to a sender. */
export interface Attempted {
  readonly result: SendResult;
  /** The senders that were tried, in order; none if a policy below refused the message. */
  readonly attempts: readonly Attempt[];
  readonly durationMs: number;
}

export type FailedAttempt = Attempted & { readonly result: { readonly ok: false } };

/** Passes a message to a sender, and never throws. */
export async function attempt(
  sender: Sender,
  message: Message,
  options: SendOptions | undefined,
): Promise<Attempted> {
  const startedAt = performance.now();
  const result = await trySend(sender, message, options);
  const durationMs = performance.now() - startedAt;
  return { result, attempts: attemptsOf(sender, result, durationMs), durationMs };
}

export function hasFailed(attempted: Attempted): attempted is FailedAttempt {
  return !attempted.result.ok;
}

/** How a result reads as one attempt. */
export function outcomeOf(result: SendResult): Pick<Attempt, 'outcome' | 'code'> {
  if (result.ok) return { outcome: 'accepted' };
  const { outcome, code }: ConnectorError = result.error;
  return { outcome, code };
}

/** The attempts that a result contains; the sender's own if it is no policy. */
export function attemptsOf(
  sender: Sender,
  result: SendResult,
  durationMs: number,
): readonly Attempt[] {
  const below = result.ok ? result.receipt.attempts : result.error.attempts;
  return below ?? [{ sender: sender.id, ...outcomeOf(result), durationMs }];
}
