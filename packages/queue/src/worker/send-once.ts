import { type Sender, type SendOptions, type SendResult, trySend } from '@sms-connectors/core';
import { endOfExpired, endOfSend } from '../ends.ts';
import type { MessageEnd } from '../queue.ts';
import type { SealedMessage } from '../sealed-message.ts';
import { retryDelayMs } from './retry-delay.ts';

export interface SendOnce {
  readonly queue: string;
  readonly sender: Sender;
  readonly timeoutMs: number;
  readonly onEvent: SendOptions['onEvent'];
  readonly tries: number;
  readonly maxTries: number;
}

/** What came of one try: the end of the message, unless it may be tried again. */
export interface Sent {
  readonly end: MessageEnd;
  /** How long to wait before the message is tried again; absent if `end` stands. */
  readonly retryInMs?: number | undefined;
}

/** Passes the message to the sender, unless it is too late. Never throws. */
export async function sendOnce(
  { queue, sender, timeoutMs, onEvent, tries, maxTries }: SendOnce,
  { message, sendBefore, avoid, timeoutMs: ownTimeoutMs, endBefore }: SealedMessage,
): Promise<Sent> {
  const now = Date.now();
  if (now >= sendBefore) return { end: endOfExpired(queue, { tries }) };
  const leftMs = endBefore === undefined ? Number.POSITIVE_INFINITY : endBefore - now;
  const options: SendOptions = {
    timeoutMs: Math.max(1, Math.min(ownTimeoutMs ?? timeoutMs, leftMs)),
    avoid,
    onEvent,
  };
  const result = await trySend(sender, message, options);
  const end = endOfSend(result, { tries });
  if (!mayTryAgain(result) || tries >= maxTries) return { end };
  const retryInMs = retryDelayMs(result.error, tries);
  return Date.now() + retryInMs < sendBefore ? { end, retryInMs } : { end };
}

type Failed = Extract<SendResult, { readonly ok: false }>;

function mayTryAgain(result: SendResult): result is Failed {
  return !result.ok && result.error.outcome === 'rejected' && result.error.retryable;
}
