import type { Memory } from './memory.ts';
import type { Ticket } from './ticket.ts';

/** In the place of verifications of numbers that the application does not know. */
export interface Decoys {
  /** The decoy of this number that goes on, as Twilio's verification of a number does, or a new one. */
  readonly send: (ticket: Ticket) => Ticket;
}

const mostKept = 10_000;
// https://www.twilio.com/docs/api/errors/60203
const mostSends = 5;

export function makeDecoys(memory: Memory, lifetimeSeconds: number): Decoys {
  const byNumber = new Map<string, Pick<Ticket, 'sid' | 'createdAt'>>();
  const goesOn = ({ sid, createdAt }: Pick<Ticket, 'sid' | 'createdAt'>): boolean => {
    const { ended, sends } = memory.get(sid);
    const isAlive = createdAt + lifetimeSeconds * 1000 > Date.now();
    return isAlive && (ended === undefined || ended === 'locked') && sends < mostSends;
  };
  return {
    send: (ticket) => {
      const last = byNumber.get(ticket.to);
      const { sid, createdAt } = last !== undefined && goesOn(last) ? last : ticket;
      byNumber.delete(ticket.to);
      byNumber.set(ticket.to, { sid, createdAt });
      const [oldest] = byNumber.keys();
      if (byNumber.size > mostKept && oldest !== undefined) byNumber.delete(oldest);
      memory.change(sid, { sentAt: Date.now(), sends: memory.get(sid).sends + 1 });
      return { ...ticket, kind: 'decoy', sid, createdAt };
    },
  };
}
