export type { GatewayapiConfig } from './config.ts';
export { gatewayapi, gatewayapi as connector } from './connector.ts';
export { errorRows } from './errors.ts';
