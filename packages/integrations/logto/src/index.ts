export { logtoConnector } from './logto-connector.ts';
export { logtoPlanConnector, type LogtoPlanConfig } from './logto-plan-connector.ts';
export type { LogtoOptions } from './create-logto-connector.ts';
