export type { AwsConfig } from './config.ts';
export { aws, aws as connector } from './connector.ts';
export { errorRows } from './errors.ts';
