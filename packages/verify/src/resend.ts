import type { Context } from './context.ts';
import { endOf } from './ended.ts';
import { sealedIn } from './sealed.ts';
import type { StoredVerification } from './stores/verification-store.ts';
import { readId } from './verification-id.ts';
import type { ResendRequest, ResendResult } from './verifications.ts';

/** Sends the code of a verification again. */
export async function resend(
  context: Context,
  { id, signal }: ResendRequest,
): Promise<ResendResult> {
  const { settings, store } = context;
  const now = Date.now();
  const { maxAttempts, maxSends, resendAfterSeconds } = settings;
  const next = { maxAttempts, maxSends, resendAt: now + resendAfterSeconds * 1000 };
  const claimed = await store.claimSend(readId(id), next, now);
  if (claimed === undefined) return { status: 'not_found' };
  const { verification } = claimed;
  if (!claimed.isClaimed) return whyNot(verification, settings, now);

  const sealed = sealedIn(verification, context.vault);
  if (sealed === undefined) return { status: 'not_found' };
  const { to, message, isHidden = false } = sealed;
  const expiresAt = new Date(verification.expiresAt);
  const resent = {
    status: 'resent',
    id: verification.id,
    expiresAt,
    resendAt: verification.sends < maxSends ? new Date(verification.resendAt) : undefined,
  } as const;
  const outgoing = message && {
    event: 'verification_resent' as const,
    id: verification.id,
    message: { ...message, to, expiresAt },
    about: { usageType: verification.usageType, country: context.countryOf(to) },
    avoid: verification.lastMessage?.sender,
  };
  if (isHidden) {
    if (outgoing !== undefined) context.background.addLater(async () => context.send(outgoing));
    return { ...resent, outcome: 'hidden' };
  }
  // The person of a test recipient knows the code.
  if (outgoing === undefined) return { ...resent, outcome: 'accepted' };
  const sent = await context.send({ ...outgoing, signal });
  return sent.outcome === 'rejected'
    ? { status: 'rejected', code: sent.code, retryAt: sent.retryAt }
    : { ...resent, outcome: sent.outcome };
}

function whyNot(
  verification: StoredVerification,
  { maxAttempts, maxSends }: Context['settings'],
  now: number,
): ResendResult {
  const ended = endOf(verification, maxAttempts, now);
  if (ended !== undefined) return ended;
  return verification.sends >= maxSends
    ? { status: 'too_many' }
    : { status: 'too_early', resendAt: new Date(verification.resendAt) };
}
