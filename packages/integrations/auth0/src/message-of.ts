import type { Message, UsageType } from '@sms-connectors/core';
import type { Auth0PhoneOptions } from './auth0-phone-action.ts';
import type { PhoneEvent } from './phone-event.ts';

const usageTypes: ReadonlyMap<string, UsageType> = new Map([
  ['otp_verify', 'MfaVerification'],
  ['otp_enroll', 'BindMfa'],
  ['change_password', 'ForgotPassword'],
]);

/** The message that an event asks for. `{{text}}` is the text that Auth0 wrote; some messages have no code. */
export async function messageOf(
  event: PhoneEvent,
  usageType?: Auth0PhoneOptions['usageType'],
): Promise<Message> {
  const { message_type: type, recipient, code, locale, as_text: text } = event.notification;
  const usual = usageTypes.get(type) ?? 'Generic';
  return {
    to: recipient,
    usageType: (await usageType?.(usual, event)) ?? usual,
    payload: code === undefined ? { text } : { text, code },
    locale,
    requester: { ip: event.request?.ip, userId: event.user?.user_id },
  };
}
