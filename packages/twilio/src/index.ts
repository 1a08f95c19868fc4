export type { TwilioConfig } from './config.ts';
export { twilio } from './connector.ts';
export { errorRows, providerErrors } from './errors.ts';
