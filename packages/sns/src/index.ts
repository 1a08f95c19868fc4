export type { SnsConfig } from './config.ts';
export { sns, sns as connector } from './connector.ts';
export { errorRows } from './errors.ts';
