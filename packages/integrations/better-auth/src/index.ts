export { smsPhoneNumber, type SmsPhoneNumberOptions } from './phone-number.ts';
export { smsTwoFactor, type SmsTwoFactorOptions } from './two-factor.ts';
export type { SmsOptions } from './sms-options.ts';
export type { SmsErrorCode } from './refusal.ts';
