export type { SinchConfig } from './config.ts';
export { sinch, sinch as connector } from './connector.ts';
export { errorRows } from './errors.ts';
