export { type Gateway, makeGateway } from './gateway.ts';
export { type GatewayState, memoryState, redisState } from './state.ts';
export { type RunningGateway, serve, type ServeOptions } from './serve.ts';
export { ConfigError } from './config/config-error.ts';
export {
  type CompleteGatewayConfig,
  type GatewayConfig,
  gatewaySchema,
} from './config/gateway-schema.ts';
export { completeConfig, readConfig } from './config/read-config.ts';
export { openApi } from './openapi/document.ts';
export { newKey, type Scope, type StoredKey } from './http/api-keys.ts';
export type { Log } from './http/access-log.ts';
