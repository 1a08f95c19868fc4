export type { AwsConfig } from './config.ts';
export { aws } from './connector.ts';
export { errorRows, providerErrors } from './errors.ts';
