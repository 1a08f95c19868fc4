export type { TelnyxConfig } from './config.ts';
export { telnyx, telnyx as connector } from './connector.ts';
export { errorRows } from './errors.ts';
