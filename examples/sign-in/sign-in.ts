// The steps of a sign-in, for any web framework.
import { randomBytes } from 'node:crypto';
import { trySend } from '@sms-connectors/core';
import { guard } from '@sms-connectors/policies';
import { verification, type VerificationResult } from '@sms-connectors/verify';
import { verificationText } from '@sms-connectors/verify/end-user-texts';
import { hasAccount } from './accounts.ts';
import { textsFor } from './page-texts.ts';
// For real messages: './twilio.ts'
import { sms } from './development-phone.ts';

const { env } = process;
const usageType = 'SignIn';

const codes = verification({
  sender: sms,
  // Several processes need the same secret, and a `store` that they share.
  secret: env['VERIFICATION_SECRET'] ?? randomBytes(32).toString('base64'),
  // Browsers fill in the code on this host only.
  autofill: { webHost: env['WEB_HOST'] ?? 'localhost' },
});

// Limits requests before the account is looked up, so that the answer is the same with and without one.
const requests = guard(
  {
    id: 'requests',
    send: async () => ({ messageId: '', status: 'counted', provider: { id: 'requests' } }),
  },
  { perRequester: { messages: 10, seconds: 3600 } },
);

export interface Visitor {
  readonly ip: string | undefined;
  /** The header `Accept-Language`. */
  readonly languages: string | undefined;
}

/** What the page shows, and what it needs for the next step. */
export interface Answer {
  readonly status: string;
  readonly text: string;
  readonly id?: string | undefined;
  readonly resendInSeconds?: number | undefined;
}

/** Sends a code to a phone number that has an account. Nobody can tell from the answer whether it has one. */
export async function start(body: unknown, { ip, languages }: Visitor): Promise<Answer> {
  const to = textIn(body, 'phone');
  const message = { to, usageType, requester: { ip } } as const;
  const counted = await trySend(requests, { ...message, payload: {} });
  if (!counted.ok) return answer({ status: 'rejected', code: counted.error.code }, languages);
  const { language: locale } = textsFor(languages);
  return answer(await codes.start({ ...message, locale, known: hasAccount(to) }), languages);
}

/** Sends the same code again. */
export async function resend(body: unknown, { languages }: Visitor): Promise<Answer> {
  return answer(await codes.resend({ id: textIn(body, 'id') }), languages);
}

/** Checks a code. `phone` is the number of the person who is signed in now. */
export async function check(
  body: unknown,
  { languages }: Visitor,
): Promise<Answer & { readonly phone?: string }> {
  const result = await codes.check({ id: textIn(body, 'id'), code: textIn(body, 'code') });
  const isSignedIn = result.status === 'approved' && result.usageType === usageType;
  return { ...answer(result, languages), ...(isSignedIn && { phone: result.to }) };
}

/** Ends when the provider knows of all codes that were used. */
export const { close } = codes;

function answer(result: VerificationResult, languages: string | undefined): Answer {
  const { status } = result;
  const text = verificationText(result, languages);
  if (status === 'too_early') {
    return { status, text, resendInSeconds: secondsUntil(result.resendAt) };
  }
  if (status !== 'started' && status !== 'resent') return { status, text };
  const { id, resendAt } = result;
  return { status, text, id, resendInSeconds: resendAt && secondsUntil(resendAt) };
}

// The clock of the person's device may be wrong, so the page gets no dates.
const secondsUntil = (date: Date): number => Math.ceil((date.getTime() - Date.now()) / 1000);

/** A member of a request's body that should be a text; empty if it is anything else. */
function textIn(body: unknown, name: string): string {
  const value: unknown = Object(body)[name];
  return typeof value === 'string' ? value : '';
}
