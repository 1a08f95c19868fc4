export type { TelnyxConfig } from './config.ts';
export { telnyx } from './connector.ts';
export { providerErrors } from './errors.ts';
