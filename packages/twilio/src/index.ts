export type { TwilioConfig } from './config.ts';
export { twilio, twilio as connector } from './connector.ts';
export { errorRows } from './errors.ts';
