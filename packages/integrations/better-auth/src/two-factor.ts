import { ConnectorError, tell } from '@sms-connectors/core';
import type { TwoFactorOptions } from 'better-auth/plugins/two-factor';
import { sendCode } from './send-code.ts';
import type { SmsOptions } from './sms-options.ts';
import { refusalOf } from './refusal.ts';

type OtpOptions = NonNullable<TwoFactorOptions['otpOptions']>;

export interface SmsTwoFactorOptions extends SmsOptions, Omit<OtpOptions, 'sendOTP'> {}

/** What the phone number plugin adds to a user. */
interface Phone {
  readonly phoneNumber?: string | null | undefined;
  readonly phoneNumberVerified?: boolean | null | undefined;
}

// Better Auth's own default.
const defaultMinutes = 3;

/**
 * The `otpOptions` of Better Auth's two-factor plugin. A code goes to the verified number of the user, which the phone
 * number plugin keeps; without one, nothing is sent.
 * @see https://www.better-auth.com/docs/plugins/2fa
 */
export function smsTwoFactor({
  sender,
  usageType,
  locale,
  onError,
  onEvent,
  timeoutMs,
  ...options
}: SmsTwoFactorOptions): OtpOptions {
  const sms: SmsOptions = { sender, usageType, locale, onError, onEvent, timeoutMs };
  const period = options.period ?? defaultMinutes;
  return {
    ...options,
    period,
    sendOTP: async ({ user, otp }, ctx) => {
      const { phoneNumber, phoneNumberVerified } = user as Phone;
      if (typeof phoneNumber !== 'string' || phoneNumberVerified !== true) {
        const error = withoutNumber();
        tell(onError, error);
        throw refusalOf(error, undefined);
      }
      await sendCode(
        sms,
        {
          to: phoneNumber,
          code: otp,
          usageType: user.twoFactorEnabled ? 'MfaVerification' : 'BindMfa',
          lifetimeSeconds: period * 60,
          userId: user.id,
        },
        ctx,
      );
    },
  };
}

function withoutNumber(): ConnectorError {
  return new ConnectorError({
    code: 'invalid_recipient',
    outcome: 'rejected',
    detail: 'the user has no verified phone number.',
    provider: { id: 'better-auth' },
  });
}
