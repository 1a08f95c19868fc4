import type { Context } from './context.ts';
import type { Ticket } from './ticket.ts';

interface Sends {
  readonly sends: number;
  /** When the last message was sent; by default when the code was made. */
  readonly sentAt?: number | undefined;
}

/** When the code may be sent again; `undefined` if it may not. */
export function resendTime(
  { memory, settings: { maxSends, resendAfterSeconds } }: Context,
  { sid, createdAt }: Ticket,
  { sends, sentAt = createdAt }: Sends = memory.get(sid),
): Date | undefined {
  return sends < maxSends ? new Date(sentAt + resendAfterSeconds * 1000) : undefined;
}
