import type { CancelRequest, CancelResult } from '@sms-connectors/verify';
import type { Context } from './context.ts';
import { endOf, endSaidBy } from './ended.ts';

/** Ends a verification, so that Twilio begins another with the next message. */
export async function cancel(context: Context, { id }: CancelRequest): Promise<CancelResult> {
  const { tickets, memory, durations, provider } = context;
  const ticket = await tickets.open(id);
  if (ticket === undefined) return { status: 'not_found' };
  const ended = endOf(context, ticket);
  if (ended !== undefined) return ended;
  if (ticket.kind === 'sent') {
    const verification = await durations.cancel.timed(() => provider.cancel(ticket.sid));
    const isCanceled = typeof verification !== 'string' && verification.status === 'canceled';
    const end = endOf(context, ticket) ?? endSaidBy(context, ticket, verification);
    if (!isCanceled) return end ?? { status: 'not_found' };
  } else if (ticket.kind === 'decoy') {
    await durations.cancel.wait();
  }
  // Without Twilio's SID, only this process knows.
  memory.change(ticket.sid, { ended: 'not_found' });
  return { status: 'canceled' };
}
