export { InjectSms, smsToken } from './inject-sms.ts';
export { SmsModule, type SmsModuleAsyncOptions } from './sms-module.ts';
