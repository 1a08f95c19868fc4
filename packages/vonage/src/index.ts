export type { VonageConfig } from './config.ts';
export { vonage } from './connector.ts';
export { deliveryErrors, errorRows, providerErrors } from './errors.ts';
