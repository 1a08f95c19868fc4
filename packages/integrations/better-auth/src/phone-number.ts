import { isE164, type UsageType } from '@sms-connectors/core';
import type { GenericEndpointContext } from 'better-auth';
import { getSessionFromCtx } from 'better-auth/api';
import type { PhoneNumberOptions } from 'better-auth/plugins/phone-number';
import { sendCode } from './send-code.ts';
import type { SmsOptions } from './sms-options.ts';

export interface SmsPhoneNumberOptions
  extends SmsOptions, Omit<PhoneNumberOptions, 'sendOTP' | 'sendPasswordResetOTP'> {}

// Better Auth's own default.
const defaultLifetimeSeconds = 300;

/**
 * Options for Better Auth's phone number plugin: codes for sign-in, sign-up, a new number and a forgotten password.
 * Numbers must be in E.164, since Better Auth takes them as they are typed for the names of users.
 * @see https://www.better-auth.com/docs/plugins/phone-number
 */
export function smsPhoneNumber({
  sender,
  usageType,
  locale,
  onError,
  onEvent,
  timeoutMs,
  ...options
}: SmsPhoneNumberOptions): PhoneNumberOptions {
  const sms: SmsOptions = { sender, usageType, locale, onError, onEvent, timeoutMs };
  const lifetimeSeconds = options.expiresIn ?? defaultLifetimeSeconds;
  return {
    phoneNumberValidator: isE164,
    ...options,
    expiresIn: lifetimeSeconds,
    sendOTP: async ({ phoneNumber, code }, ctx) => {
      const { usual, userId } = await purposeOf(phoneNumber, options, ctx);
      const message = { to: phoneNumber, code, usageType: usual, lifetimeSeconds, userId };
      await sendCode(sms, message, ctx);
    },
    sendPasswordResetOTP: async ({ phoneNumber, code }, ctx) => {
      const message = {
        to: phoneNumber,
        code,
        usageType: 'ForgotPassword',
        lifetimeSeconds,
      } as const;
      await sendCode(sms, message, ctx);
    },
  };
}

/** A signed-in person adds a number; a number of nobody signs up, if that is allowed; all others sign in. */
async function purposeOf(
  phoneNumber: string,
  { signUpOnVerification }: Pick<PhoneNumberOptions, 'signUpOnVerification'>,
  ctx: GenericEndpointContext | undefined,
): Promise<{ readonly usual: UsageType; readonly userId?: string }> {
  if (ctx === undefined) return { usual: 'SignIn' };
  const session = await getSessionFromCtx(ctx);
  if (session !== null) return { usual: 'BindNewIdentifier', userId: session.user.id };
  if (signUpOnVerification === undefined) return { usual: 'SignIn' };
  const user = await ctx.context.adapter.findOne({
    model: 'user',
    where: [{ field: 'phoneNumber', value: phoneNumber }],
  });
  return { usual: user === null ? 'Register' : 'SignIn' };
}
