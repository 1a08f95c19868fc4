export type { SmsbaoConfig } from './config.ts';
export { smsbao, smsbao as connector } from './connector.ts';
export { errorRows } from './errors.ts';
