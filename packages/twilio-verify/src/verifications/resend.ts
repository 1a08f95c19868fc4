import { isConnectorError } from '@sms-connectors/core';
import type { ResendRequest, ResendResult, Started } from '@sms-connectors/verify';
import type { Context } from './context.ts';
import { endOf, endSaidBy, expiryOf } from './ended.ts';
import { resendTime } from './resend-time.ts';
import { send } from './send.ts';
import type { Ticket } from './ticket.ts';

/** Has Twilio send the code again, if its verification still goes on. */
export async function resend(
  context: Context,
  { id, signal }: ResendRequest,
): Promise<ResendResult> {
  const { memory, tickets } = context;
  const ticket = await tickets.open(id);
  if (ticket === undefined) return { status: 'not_found' };
  const whyNot = endOf(context, ticket) ?? refusalOf(resendTime(context, ticket));
  if (whyNot !== undefined) return whyNot;
  const { sentAt } = memory.get(ticket.sid);
  // Whoever calls at the same time has to wait.
  memory.change(ticket.sid, { sentAt: Date.now() });
  const result = await sendAgain(context, ticket, signal);
  if (result.status !== 'resent') memory.change(ticket.sid, { sentAt });
  return result;
}

async function sendAgain(
  context: Context,
  ticket: Ticket,
  signal: AbortSignal | undefined,
): Promise<ResendResult> {
  const { memory, durations } = context;
  if (ticket.kind === 'decoy') {
    await durations.resend.wait(signal);
    memory.change(ticket.sid, { sends: memory.get(ticket.sid).sends + 1 });
    return resentAs(context, ticket, 'hidden');
  }
  return durations.resend.timed(() => sendByTwilio(context, ticket, signal));
}

async function sendByTwilio(
  context: Context,
  ticket: Ticket,
  signal: AbortSignal | undefined,
): Promise<ResendResult> {
  const whyNot = ticket.kind === 'sent' ? await askTwilio(context, ticket, signal) : undefined;
  if (whyNot !== undefined) return whyNot;
  const sent = await send(context, ticket, signal, 'verification_resent');
  if (sent.outcome !== 'rejected') return resentAs(context, sent.ticket, sent.outcome);
  if (sent.isLimit) return { status: 'too_many' };
  // Whether a number is known must not be seen from what Twilio says about it.
  if (ticket.isHidden) return resentAs(context, ticket, 'hidden');
  return { status: 'rejected', code: sent.code, retryAt: sent.retryAt };
}

/** Why not to send: for a verification that has ended, Twilio would begin a new one. */
async function askTwilio(
  context: Context,
  ticket: Ticket,
  signal: AbortSignal | undefined,
): Promise<ResendResult | undefined> {
  const { memory, provider } = context;
  try {
    const verification = await provider.fetch(ticket.sid, signal);
    const ended = endSaidBy(context, ticket, verification);
    if (typeof verification === 'string' || ended !== undefined) {
      return ended ?? { status: 'not_found' };
    }
    const { createdAt, sentAt } = verification;
    // Other processes have sent too.
    memory.change(ticket.sid, { createdAt, sends: sentAt.length });
    const sends = { sends: sentAt.length, sentAt: Math.max(0, ...sentAt) };
    return endOf(context, ticket) ?? refusalOf(resendTime(context, ticket, sends));
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    // Asking sends nothing.
    if (ticket.isHidden) return resentAs(context, ticket, 'hidden');
    return { status: 'rejected', code: error.code };
  }
}

function refusalOf(resendAt: Date | undefined): ResendResult | undefined {
  if (resendAt === undefined) return { status: 'too_many' };
  return resendAt.getTime() > Date.now() ? { status: 'too_early', resendAt } : undefined;
}

async function resentAs(
  context: Context,
  ticket: Ticket,
  outcome: Started['outcome'],
): Promise<ResendResult> {
  return {
    status: 'resent',
    id: await context.tickets.seal(ticket),
    expiresAt: new Date(expiryOf(context, ticket)),
    resendAt: resendTime(context, ticket),
    outcome: ticket.isHidden ? 'hidden' : outcome,
  };
}
