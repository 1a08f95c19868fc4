export type { AcmeConfig } from './config.ts';
export { acme } from './connector.ts';
export { errorRows, providerErrors } from './errors.ts';
