import type { Ended } from '@sms-connectors/verify';
import type { Context } from './context.ts';
import type { ProviderVerification } from './provider.ts';
import type { Ticket } from './ticket.ts';

/** When the code of a ticket expires, in milliseconds since 1970. */
export function expiryOf(
  { memory, settings }: Pick<Context, 'memory' | 'settings'>,
  { sid, createdAt }: Ticket,
): number {
  return (memory.get(sid).createdAt ?? createdAt) + settings.lifetimeSeconds * 1000;
}

/** Why a verification has ended, as far as this process knows without asking Twilio. */
export function endOf(
  context: Pick<Context, 'memory' | 'settings'>,
  ticket: Ticket,
): Ended | undefined {
  const { ended } = context.memory.get(ticket.sid);
  if (ended !== undefined) return { status: ended };
  return expiryOf(context, ticket) <= Date.now() ? { status: 'expired' } : undefined;
}

/**
 * Why Twilio's answer says that a verification has ended, or `undefined` if it goes on. Twilio forgets those that are
 * approved, have expired or had too many checks, and does not say which it was.
 * @see https://www.twilio.com/docs/verify/api/verification-check#check-a-verification
 */
export function endSaidBy(
  { memory }: Pick<Context, 'memory'>,
  { sid }: Ticket,
  verification: ProviderVerification,
): Ended | undefined {
  const end = (status: 'used' | 'locked' | 'not_found'): Ended => {
    memory.change(sid, { ended: status });
    return { status };
  };
  if (verification === 'not_found') return end('not_found');
  if (verification === 'too_many_checks') return end('locked');
  switch (verification.status) {
    case 'pending':
      return undefined;
    case 'approved':
      return end('used');
    case 'expired':
      return { status: 'expired' };
    case 'max_attempts_reached':
      return end('locked');
    default:
      return end('not_found');
  }
}
