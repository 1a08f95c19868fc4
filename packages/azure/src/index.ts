export type { AzureConfig } from './config.ts';
export { azure, azure as connector } from './connector.ts';
export { errorRows } from './errors.ts';
