import { ConnectorError, readCode } from '@sms-connectors/core';
import type { CheckRequest, CheckResult } from '@sms-connectors/verify';
import { manifest } from '../manifest.ts';
import type { Context } from './context.ts';
import { endOf, endSaidBy } from './ended.ts';
import type { Ticket } from './ticket.ts';

// https://www.twilio.com/docs/api/errors/60202
const mostChecks = 5;

/** Has Twilio compare what a person entered with the code. */
export async function check(context: Context, request: CheckRequest): Promise<CheckResult> {
  const { tickets, memory, durations, provider } = context;
  const ticket = await tickets.open(request.id);
  if (ticket === undefined) return { status: 'not_found' };
  const ended = endOf(context, ticket);
  if (ended !== undefined) return ended;
  const code = readCode(request.code);
  // Twilio does not take others: https://www.twilio.com/docs/verify/api/verification-check#check-a-verification
  if (code.length < 4 || code.length > 10) return wrong(context, ticket);
  if (ticket.kind === 'decoy') {
    await durations.check.wait();
    return wrong(context, ticket);
  }
  const target = ticket.kind === 'sent' ? { VerificationSid: ticket.sid } : { To: ticket.to };
  const verification = await durations.check.timed(() => provider.check(target, code));
  if (typeof verification === 'string') {
    // Another check may have ended it meanwhile, or its time.
    return (
      endOf(context, ticket) ?? endSaidBy(context, ticket, verification) ?? wrong(context, ticket)
    );
  }
  const { sid, to, status } = verification;
  if (ticket.kind === 'sent' ? sid !== ticket.sid : to !== ticket.to) throw anotherVerification();
  if (status !== 'approved') {
    return endSaidBy(context, ticket, verification) ?? wrong(context, ticket);
  }
  // Of those who have the right code at once, the first is approved. Twilio may have told the others before.
  if (memory.get(ticket.sid).ended === 'used') return { status: 'used' };
  memory.change(ticket.sid, { ended: 'used' });
  return { status: 'approved', to: ticket.to, usageType: ticket.usageType };
}

/** Counts a wrong code. */
function wrong({ memory }: Context, { sid }: Ticket): CheckResult {
  const wrongCodes = memory.get(sid).wrongCodes + 1;
  const attemptsLeft = mostChecks - wrongCodes;
  memory.change(sid, { wrongCodes, ...(attemptsLeft <= 0 && { ended: 'locked' }) });
  return attemptsLeft > 0 ? { status: 'wrong', attemptsLeft } : { status: 'locked' };
}

function anotherVerification(): ConnectorError {
  const provider = { id: manifest.id };
  return new ConnectorError({ code: 'invalid_response', outcome: 'unknown', provider });
}
