import type { StoredVerification } from '@sms-connectors/verify';

/** A verification of ten minutes that is known for another hour. */
export function sample(id: string, now: number): StoredVerification {
  return {
    id,
    digest: 'digest',
    recipient: 'recipient',
    periodEndsAt: now + 60_000,
    usageType: 'SignIn',
    sealed: 'sealed',
    state: 'open',
    attempts: 0,
    sends: 1,
    expiresAt: now + 600_000,
    resendAt: now + 30_000,
    keepUntil: now + 4_200_000,
  };
}
