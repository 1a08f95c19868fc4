export type { HttpConfig } from './config.ts';
export { http, http as connector } from './connector.ts';
export { errorRows } from './errors.ts';
