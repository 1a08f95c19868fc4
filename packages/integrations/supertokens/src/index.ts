export { smsPasswordless, type SmsPasswordless } from './sms-passwordless.ts';
export type { SmsOptions } from './sms-options.ts';
export type { SmsRequest } from './recipe-types.ts';
