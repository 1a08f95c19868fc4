import { type ErrorCode, type Open, trySend } from '@sms-connectors/core';
import { manifest } from '../manifest.ts';
import type { Context } from './context.ts';
import type { Ticket } from './ticket.ts';

export type Sent =
  | {
      readonly outcome: 'accepted' | 'unknown';
      /** What the id stands for from now on. */
      readonly ticket: Ticket;
    }
  | {
      readonly outcome: 'rejected';
      readonly code: Open<ErrorCode>;
      readonly retryAt?: Date | undefined;
      /** Twilio sends nothing more to this number until its verification ends. */
      readonly isLimit: boolean;
    };

// https://www.twilio.com/docs/api/errors/60203 and https://www.twilio.com/docs/api/errors/60202
const limitCodes = new Set(['60203', '60202']);

/** Has Twilio send the code of the number's verification, or of a new one. */
export async function send(
  { connector, provider, memory, emit }: Context,
  ticket: Ticket,
  signal: AbortSignal | undefined,
  type: 'verification_started' | 'verification_resent',
): Promise<Sent> {
  const { to, usageType, locale, payload = {} } = ticket;
  const message = { to, usageType, locale, payload };
  const result = await trySend(connector, message, { signal });
  const about = { usageType };
  if (!result.ok && result.error.outcome === 'rejected') {
    const { code, retryAfterMs, provider: said } = result.error;
    emit({ type: 'verification_refused', ...about, reason: code });
    const retryAt = retryAfterMs === undefined ? undefined : new Date(Date.now() + retryAfterMs);
    return { outcome: 'rejected', code, retryAt, isLimit: limitCodes.has(said.code ?? '') };
  }
  const outcome = result.ok ? 'accepted' : 'unknown';
  emit({ type, ...about, sender: manifest.id, outcome });
  const sid = result.ok ? result.receipt.messageId : ticket.sid;
  const kind = result.ok ? 'sent' : ticket.kind;
  const createdAt = provider.takeCreatedAt(sid) ?? ticket.createdAt;
  const { sends } = memory.get(sid);
  memory.change(sid, { createdAt, sentAt: Date.now(), sends: sends + 1 });
  return { outcome, ticket: { ...ticket, kind, sid, createdAt } };
}
