export type { TwilioVerifyConfig } from './config.ts';
export { twilioVerify, twilioVerify as connector } from './connector.ts';
export { errorRows } from './errors.ts';
