export type { PlivoConfig } from './config.ts';
export { plivo, plivo as connector } from './connector.ts';
export { errorRows } from './errors.ts';
