import { ConnectorError, type Message, type Sender, type SendOptions } from '@sms-connectors/core';
import { attempt, type Attempted, attemptsOf } from '../attempt.ts';
import { whenOverdue } from './overdue.ts';

export type BoundedOptions = SendOptions & {
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
};

// How long a sender may take to end a send by itself: it knows whether the message was sent.
const graceMs = { timeout: 100, aborted: 25 } as const;

/**
 * Passes a message to a sender, and never throws. Ends the wait for a sender that keeps neither the deadline nor the
 * signal, which would hold the message and the trial of a circuit for ever.
 */
export function boundedAttempt(
  sender: Sender,
  message: Message,
  options: BoundedOptions,
): Promise<Attempted> {
  const { signal, timeoutMs } = options;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (tried: Attempted): void => {
      stopWaiting();
      signal?.removeEventListener('abort', onAbort);
      resolve(tried);
    };
    const giveUp = (code: keyof typeof graceMs): void => {
      end(abandoned(sender, code, performance.now() - startedAt));
    };
    const onAbort = (): void => {
      stopWaiting();
      stopWaiting = whenOverdue(graceMs.aborted, () => giveUp('aborted'));
    };
    let stopWaiting = whenOverdue(timeoutMs + graceMs.timeout, () => giveUp('timeout'));
    signal?.addEventListener('abort', onAbort, { once: true });
    void attempt(sender, message, options).then(end);
  });
}

function abandoned(sender: Sender, code: keyof typeof graceMs, durationMs: number): Attempted {
  const error = new ConnectorError({
    code,
    outcome: 'unknown',
    detail: 'the sender did not end the send in time; the message may have been sent.',
    provider: { id: sender.id },
  });
  const result = { ok: false, error } as const;
  return { result, attempts: attemptsOf(sender, result, durationMs), durationMs };
}
