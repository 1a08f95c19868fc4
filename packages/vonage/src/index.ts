export type { VonageConfig } from './config.ts';
export { vonage, vonage as connector } from './connector.ts';
export { errorRows } from './errors.ts';
