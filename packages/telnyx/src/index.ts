export type { TelnyxConfig } from './config.ts';
export { telnyx } from './connector.ts';
export { errorRows, providerErrors } from './errors.ts';
