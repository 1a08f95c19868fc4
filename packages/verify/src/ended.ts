import type { StoredVerification } from './stores/verification-store.ts';
import type { Ended } from './verifications.ts';

/** Why a verification has ended, if it has. */
export function endOf(
  { state, expiresAt, attempts }: StoredVerification,
  maxAttempts: number,
  now: number,
): Ended | undefined {
  if (state === 'approved') return { status: 'used' };
  if (state === 'canceled') return { status: 'not_found' };
  if (expiresAt <= now) return { status: 'expired' };
  return attempts >= maxAttempts ? { status: 'locked' } : undefined;
}
