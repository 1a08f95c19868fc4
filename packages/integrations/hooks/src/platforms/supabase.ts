import { asJsonObject, parseJsonObject, type UsageType } from '@sms-connectors/core';
import type { Platform, Verdict } from '../platform.ts';
import { withPlus } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { standardWebhooks } from '../standard-webhooks.ts';
import { expiryIn } from '../expiry.ts';

export interface SupabaseOptions extends ReceiverOptions {
  /** The secret of the hook, `v1,whsec_…`; several with `|` between them, as Supabase writes them. */
  readonly secret: string;
  /** How long a code is valid, in seconds: the project’s “SMS OTP Expiry”. By default providers are not told. */
  readonly lifetimeSeconds?: number | undefined;
  /** The language of a person, from their user record; by default `user_metadata.locale`. */
  readonly locale?: ((user: Readonly<Record<string, unknown>>) => string | undefined) | undefined;
}

/**
 * Receives the “Send SMS” hook of Supabase Auth.
 * @see https://supabase.com/docs/guides/auth/auth-hooks/send-sms-hook
 * @see https://github.com/supabase/auth/blob/master/internal/hooks/hookshttp/hookshttp.go
 * @throws `TypeError` for a secret that is none
 */
export function supabase(options: SupabaseOptions): (request: Request) => Promise<Response> {
  return receiver(supabasePlatform(options), options);
}

function supabasePlatform({
  secret,
  lifetimeSeconds,
  locale = localeOf,
}: SupabaseOptions): Platform {
  return {
    id: 'supabase',
    audience: 'person',
    // For all its attempts together.
    deadlineMs: 5000,
    prove: standardWebhooks(secret.split('|'), 'webhook'),
    read: ({ headers, body }) => {
      const event = parseJsonObject(body);
      const [metadata, user, sms] = ['metadata', 'user', 'sms'].map((name) =>
        asJsonObject(event?.[name]),
      );
      const { phone, otp, sms_type: type } = sms ?? {};
      const isMessage = typeof phone === 'string' && typeof otp === 'string' && otp !== '';
      if (user === undefined || !isMessage) return undefined;
      const { uuid, ip_address: ip } = metadata ?? {};
      return {
        // The id in the headers is another one at each attempt, but signed: without a uuid, nobody can repeat the request.
        key: typeof uuid === 'string' ? uuid : headers['webhook-id'],
        message: {
          // Supabase stores international numbers without their plus sign.
          to: withPlus(phone),
          usageType: usageTypeOf(user, phone, type),
          payload: { code: otp },
          locale: locale(user),
          expiresAt: expiryIn(lifetimeSeconds),
          requester: {
            ...(typeof ip === 'string' && { ip }),
            ...(typeof user['id'] === 'string' && { userId: user['id'] }),
          },
        },
      };
    },
    answer,
  };
}

/** Supabase does not say what a code is for; the user record does. */
function usageTypeOf(
  {
    new_phone: newPhone,
    phone_confirmed_at: confirmedAt,
    factors,
  }: Readonly<Record<string, unknown>>,
  phone: string,
  type: unknown,
): UsageType {
  if (type === 'mfa') {
    const own = (Array.isArray(factors) ? factors : []).map(asJsonObject);
    const factor = own.find((each) => each?.['phone'] === phone);
    return factor?.['status'] === 'verified' ? 'MfaVerification' : 'BindMfa';
  }
  if (newPhone === phone) return 'BindNewIdentifier';
  return typeof confirmedAt === 'string' ? 'SignIn' : 'Register';
}

function localeOf({
  user_metadata: metadata,
}: Readonly<Record<string, unknown>>): string | undefined {
  const locale = asJsonObject(metadata)?.['locale'];
  return typeof locale === 'string' ? locale : undefined;
}

/**
 * Only an error inside a 200 is shown to the person; after any other status they read a fixed text, and 429 and 503 are
 * repeated at once.
 * @see https://github.com/supabase/auth/blob/master/internal/hooks/hookserrors/hookserrors.go
 */
function answer(verdict: Verdict): Response {
  if (verdict.isSent) return Response.json({});
  const status = verdict.error.code === 'rate_limited' ? 429 : 422;
  return Response.json({ error: { http_code: status, message: verdict.text } });
}
