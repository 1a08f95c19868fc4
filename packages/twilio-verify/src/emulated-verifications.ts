import { randomInt } from 'node:crypto';

/** A verification as Twilio keeps it. */
export interface EmulatedVerification {
  readonly sid: string;
  readonly to: string;
  readonly code: string;
  readonly createdAt: Date;
  /** When its messages were sent. */
  readonly sentAt: readonly Date[];
  readonly updatedAt: Date;
  readonly checks: number;
  readonly status: 'pending' | 'approved' | 'canceled';
}

type Refused = 'not_found' | 'too_many_sends' | 'too_many_checks';

// https://www.twilio.com/docs/api/errors/60203 and https://www.twilio.com/docs/api/errors/60202
const mostSends = 5;
const mostChecks = 5;

/** The verifications of one service, and the rules that Twilio documents for them. */
export function emulatedVerifications({
  validitySeconds,
  codeLength,
}: {
  readonly validitySeconds: number;
  readonly codeLength: number;
}) {
  const kept = new Map<string, EmulatedVerification>();
  const keep = (verification: EmulatedVerification): EmulatedVerification => {
    kept.set(verification.sid, verification);
    return verification;
  };
  const change = (
    verification: EmulatedVerification,
    changes: Partial<EmulatedVerification>,
  ): EmulatedVerification => keep({ ...verification, ...changes, updatedAt: new Date() });

  /** By SID or number. Twilio forgets a verification once it is approved or has expired. */
  const find = (id: string): EmulatedVerification | undefined =>
    [...kept.values()].findLast(
      ({ sid, to, status, createdAt }) =>
        (sid === id || to === id) &&
        status !== 'approved' &&
        createdAt.getTime() + validitySeconds * 1000 > Date.now(),
    );
  const findPending = (id: string): EmulatedVerification | undefined => {
    const found = find(id);
    return found?.status === 'pending' ? found : undefined;
  };

  return {
    find,
    /** Sends the code of the pending verification of this number, or that of a new one. */
    send: (to: string, customCode: string | undefined): EmulatedVerification | Refused => {
      const pending = findPending(to);
      const now = new Date();
      if (pending === undefined) {
        const sid = sidOf('VE');
        const code = customCode ?? randomDigits(codeLength);
        const times = { createdAt: now, updatedAt: now, sentAt: [now] };
        return keep({ sid, to, code, ...times, checks: 0, status: 'pending' });
      }
      return pending.sentAt.length < mostSends
        ? change(pending, { sentAt: [...pending.sentAt, now] })
        : 'too_many_sends';
    },
    check: (id: string, code: string): EmulatedVerification | Refused => {
      const pending = findPending(id);
      if (pending === undefined) return 'not_found';
      if (pending.checks >= mostChecks) return 'too_many_checks';
      const status = pending.code === code ? 'approved' : 'pending';
      return change(pending, { checks: pending.checks + 1, status });
    },
    end: (id: string, status: 'approved' | 'canceled'): EmulatedVerification | Refused => {
      const pending = findPending(id);
      return pending === undefined ? 'not_found' : change(pending, { status });
    },
    clear: () => kept.clear(),
  };
}

/** A SID that is nobody else's. */
export function sidOf(prefix: string): string {
  return `${prefix}${crypto.randomUUID().replaceAll('-', '')}`;
}

function randomDigits(length: number): string {
  return String(randomInt(10 ** length)).padStart(length, '0');
}
