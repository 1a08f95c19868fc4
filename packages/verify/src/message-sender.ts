import {
  type Message,
  type Open,
  type ErrorCode,
  type Sender,
  type SendEvent,
  type SendResult,
  trySend,
} from '@sms-connectors/core';
import type { VerificationStore } from './stores/verification-store.ts';
import type { VerificationEvent, VerificationStarted } from './verifications.ts';

/** A message of a verification. */
export interface OutgoingMessage {
  /** What it is called if it was sent. */
  readonly event: VerificationStarted['type'];
  /** The id of its verification. */
  readonly id: string;
  readonly message: Message;
  readonly about: { readonly usageType: string; readonly country: string | undefined };
  readonly signal?: AbortSignal | undefined;
  /** The sender whose message did not arrive. */
  readonly avoid?: string | undefined;
}

export type Sent =
  | { readonly outcome: 'accepted' | 'unknown' }
  | {
      readonly outcome: 'rejected';
      readonly code: Open<ErrorCode>;
      readonly retryAt?: Date | undefined;
    };

/** Sends messages, says what became of them, and remembers and counts those that may have gone out. Never rejects. */
export function messageSender({
  sender,
  store,
  timeoutMs,
  emit,
}: {
  readonly sender: Sender;
  readonly store: VerificationStore;
  readonly timeoutMs: number | undefined;
  readonly emit: (event: SendEvent | VerificationEvent) => void;
}): (outgoing: OutgoingMessage) => Promise<Sent> {
  return async ({ event, id, message, about, signal, avoid }) => {
    const options = { timeoutMs, signal, onEvent: emit, avoid: avoid === undefined ? [] : [avoid] };
    const result = await trySend(sender, message, options);
    if (!result.ok && result.error.outcome === 'rejected') {
      const { code, retryAfterMs } = result.error;
      emit({ type: 'verification_refused', ...about, reason: code });
      const retryAt = retryAfterMs === undefined ? undefined : new Date(Date.now() + retryAfterMs);
      return { outcome: 'rejected', code, retryAt };
    }
    const name = senderOf(result) ?? sender.id;
    const route = about.country === undefined ? name : `${name} ${about.country}`;
    const messageId = result.ok ? result.receipt.messageId : '';
    // The message is on its way: a store that forgets who sent it must not make its code useless.
    await Promise.allSettled([
      store.recordSend(id, { sender: name, messageId, route }),
      store.count('sent', route, Date.now()),
    ]);
    const outcome = result.ok ? 'accepted' : 'unknown';
    emit({ type: event, ...about, sender: name, outcome });
    return { outcome };
  };
}

/** Which of a policy's senders sent the message, or may have. */
function senderOf(result: SendResult): string | undefined {
  const { attempts, provider } = result.ok ? result.receipt : result.error;
  return attempts?.at(-1)?.sender ?? provider?.id;
}
