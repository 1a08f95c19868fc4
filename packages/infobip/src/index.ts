export type { InfobipConfig } from './config.ts';
export { infobip, infobip as connector } from './connector.ts';
export { errorRows } from './errors.ts';
