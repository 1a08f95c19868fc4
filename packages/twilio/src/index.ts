export type { TwilioConfig } from './config.ts';
export { twilio } from './connector.ts';
export { providerErrors } from './errors.ts';
