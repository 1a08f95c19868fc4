import { readCode } from '@sms-connectors/core';
import type { Context } from './context.ts';
import { endOf } from './ended.ts';
import { sealedIn } from './sealed.ts';
import type { StoredVerification } from './stores/verification-store.ts';
import { readId } from './verification-id.ts';
import type { CheckRequest, CheckResult } from './verifications.ts';

/** A result, and the verification whose code was used. */
interface Checked {
  readonly result: CheckResult;
  readonly used?: StoredVerification;
}

/** Compares what a person entered with the code. An attempt counts before it is compared, so that none is lost. */
export async function check(
  { settings: { maxAttempts }, store, vault }: Context,
  request: CheckRequest,
): Promise<Checked> {
  const id = readId(request.id);
  const now = Date.now();
  const attempted = await store.attempt(id, maxAttempts, now);
  if (attempted === undefined) return { result: { status: 'not_found' } };
  const { isCounted, verification } = attempted;
  if (!isCounted) {
    return { result: endOf(verification, maxAttempts, now) ?? { status: 'locked' } };
  }
  if (!vault.isRight(verification.digest, id, readCode(request.code))) {
    const attemptsLeft = maxAttempts - verification.attempts;
    return {
      result: attemptsLeft > 0 ? { status: 'wrong', attemptsLeft } : { status: 'locked' },
    };
  }
  const sealed = sealedIn(verification, vault);
  if (sealed === undefined) return { result: { status: 'not_found' } };
  // Of many who have the right code at once, the first is approved.
  const isFirst = await store.end(id, 'approved', now);
  if (!isFirst) return { result: { status: 'used' } };
  const { usageType } = verification;
  return { result: { status: 'approved', to: sealed.to, usageType }, used: verification };
}

/** What a used code says: to the limits, to the figures, to the provider of its message. Never fails. */
export async function learn(
  { store, conversions }: Context,
  { recipient, periodEndsAt, lastMessage }: StoredVerification,
  to: string,
): Promise<void> {
  const now = Date.now();
  await Promise.allSettled([
    // A number whose codes are used is nobody's who guesses.
    store.giveBack(recipient, periodEndsAt),
    ...(lastMessage === undefined
      ? []
      : [store.count('used', lastMessage.route, now), conversions.reportUsed(lastMessage, to)]),
  ]);
}
