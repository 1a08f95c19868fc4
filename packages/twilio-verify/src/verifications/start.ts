import { ConnectorError, usageTypes } from '@sms-connectors/core';
import type { Started, StartRequest, StartResult } from '@sms-connectors/verify';
import { manifest } from '../manifest.ts';
import type { Context } from './context.ts';
import { expiryOf } from './ended.ts';
import { send } from './send.ts';
import { resendTime } from './resend-time.ts';
import { longestContent, type Ticket } from './ticket.ts';

/** Has Twilio make a code and send it. */
export async function start(context: Context, request: StartRequest): Promise<StartResult> {
  const { settings, durations, decoys, emit } = context;
  const { usageType, locale, payload, known, signal } = request;
  if (!usageTypes.includes(usageType)) {
    throw invalidMessage(`usageType must be one of ${usageTypes.join(', ')}.`);
  }
  const recipient = context.parseRecipient(request.to);
  if ('problem' in recipient) return { status: 'rejected', code: 'invalid_recipient' };
  // Twilio's times have whole seconds; those of decoys look the same.
  const now = Math.floor(Date.now() / 1000) * 1000;
  const content = {
    ...(typeof locale === 'string' && { locale }),
    ...(payload !== undefined && { payload }),
  };
  if (!isShort(content)) throw invalidMessage('The payload is too long, or is not JSON.');
  const ticket: Ticket = {
    kind: 'unanswered',
    sid: madeUpSid(),
    to: recipient.e164,
    isHidden: known !== undefined,
    usageType,
    ...content,
    createdAt: now,
  };
  if (known === false) {
    emit({ type: 'verification_refused', usageType, reason: 'unknown_number' });
    await durations.start.wait(signal);
    return startedAs(context, decoys.send(ticket));
  }
  const sent = await durations.start.timed(() =>
    send(context, ticket, signal, 'verification_started'),
  );
  if (sent.outcome !== 'rejected') return startedAs(context, sent.ticket, sent.outcome);
  // Whether a number is known must not be seen from what Twilio says about it.
  if (ticket.isHidden) return startedAs(context, decoys.send(ticket));
  const { code, retryAt, isLimit } = sent;
  // Twilio does not say when its verification of this number has begun.
  return isLimit
    ? { status: 'limited', retryAt: new Date(now + settings.lifetimeSeconds * 1000) }
    : { status: 'rejected', code, retryAt };
}

async function startedAs(
  context: Context,
  ticket: Ticket,
  outcome: Started['outcome'] = 'hidden',
): Promise<Started> {
  return {
    status: 'started',
    id: await context.tickets.seal(ticket),
    expiresAt: new Date(expiryOf(context, ticket)),
    resendAt: resendTime(context, ticket),
    outcome: ticket.isHidden ? 'hidden' : outcome,
  };
}

/** Whether it has a place in an id. */
function isShort(content: object): boolean {
  try {
    return JSON.stringify(content).length <= longestContent;
  } catch {
    return false;
  }
}

/** In the place of one that Twilio did not tell. */
function madeUpSid(): string {
  return `VE${crypto.randomUUID().replaceAll('-', '')}`;
}

function invalidMessage(detail: string): ConnectorError {
  const provider = { id: manifest.id };
  return new ConnectorError({ code: 'invalid_message', outcome: 'rejected', detail, provider });
}
