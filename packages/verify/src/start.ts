import { type Autofill, ConnectorError, type Message, usageTypes } from '@sms-connectors/core';
import { randomCode } from './codes.ts';
import type { Context } from './context.ts';
import type { Sealed } from './sealed.ts';
import type { Started, StartRequest, StartResult } from './verifications.ts';
import { newId } from './verification-id.ts';

// How long `check` can tell a code that has expired from one that never was.
const keptAfterwardsMs = 3_600_000;

/** Makes a code, keeps it, and sends it. */
export async function start(context: Context, request: StartRequest): Promise<StartResult> {
  const { settings, store, vault, emit, findTestCode, background } = context;
  const { usageType, known, signal } = request;
  assertUsageType(usageType);
  const recipient = context.parseRecipient(request.to);
  if ('problem' in recipient) return { status: 'rejected', code: 'invalid_recipient' };
  const to = recipient.e164;
  const about = { usageType, country: context.countryOf(to) };
  const isHidden = known !== undefined;
  const now = Date.now();

  const recipientKey = vault.recipientKey(to);
  const { hasRoom, endsAt } = await store.take(recipientKey, settings.perRecipient, now);
  if (!hasRoom) emit({ type: 'verification_refused', ...about, reason: 'limited' });
  if (!hasRoom && !isHidden) return { status: 'limited', retryAt: new Date(endsAt) };

  const id = newId();
  const testCode = hasRoom ? findTestCode(to, now) : undefined;
  const isSent = hasRoom && known !== false && testCode === undefined;
  // A code that nobody gets must not be guessed either: it is one that cannot be entered.
  const code = testCode ?? (isSent ? randomCode(settings.digits) : newId());
  const message = messageOf(request, code, context.autofill);
  const sealed: Sealed = { to, isHidden, ...(isSent && settings.maxSends > 1 && { message }) };
  const started = startedAt(now, id, settings);
  const expiresAt = started.expiresAt.getTime();
  await store.add(
    {
      id,
      digest: vault.digest(id, code),
      recipient: recipientKey,
      periodEndsAt: endsAt,
      usageType,
      sealed: vault.seal(id, sealed),
      state: 'open',
      attempts: 0,
      sends: 1,
      expiresAt,
      resendAt: now + settings.resendAfterSeconds * 1000,
      keepUntil: expiresAt + keptAfterwardsMs,
    },
    now,
  );

  if (testCode !== undefined) emit({ type: 'test_recipient_used', ...about });
  else if (hasRoom && !isSent) {
    emit({ type: 'verification_refused', ...about, reason: 'unknown_number' });
  }
  const outgoing = {
    event: 'verification_started',
    id,
    message: { ...message, to, expiresAt: started.expiresAt },
    about,
  } as const;
  if (isHidden) {
    if (isSent) background.addLater(async () => context.send(outgoing));
    return { ...started, outcome: 'hidden' };
  }
  if (!isSent) return started;
  const sent = await context.send({ ...outgoing, signal });
  if (sent.outcome !== 'rejected') return { ...started, outcome: sent.outcome };
  await Promise.all([store.giveBack(recipientKey, endsAt), store.end(id, 'canceled', Date.now())]);
  return { status: 'rejected', code: sent.code, retryAt: sent.retryAt };
}

/** @throws `ConnectorError` `invalid_message` */
function assertUsageType(usageType: unknown): void {
  if (usageTypes.some((each) => each === usageType)) return;
  throw new ConnectorError({
    code: 'invalid_message',
    outcome: 'rejected',
    detail: `usageType must be one of ${usageTypes.join(', ')}.`,
    provider: { id: 'verification' },
  });
}

function startedAt(
  now: number,
  id: string,
  { lifetimeSeconds, resendAfterSeconds, maxSends }: Context['settings'],
): Started {
  return {
    status: 'started',
    id,
    expiresAt: new Date(now + lifetimeSeconds * 1000),
    resendAt: maxSends > 1 ? new Date(now + resendAfterSeconds * 1000) : undefined,
    outcome: 'accepted',
  };
}

function messageOf(
  { usageType, locale, payload, requester, autofill }: StartRequest,
  code: string,
  usualAutofill: Autofill | undefined,
): Omit<Message, 'to' | 'expiresAt'> {
  return {
    usageType,
    locale,
    payload: { ...payload, code },
    requester,
    autofill: autofill ?? usualAutofill,
  };
}
