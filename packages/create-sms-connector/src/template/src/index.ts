export type { AcmeConfig } from './config.ts';
export { acme, acme as connector } from './connector.ts';
export { errorRows } from './errors.ts';
