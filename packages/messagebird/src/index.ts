export type { MessagebirdConfig } from './config.ts';
export { messagebird, messagebird as connector } from './connector.ts';
export { errorRows } from './errors.ts';
