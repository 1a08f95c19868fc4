export type { TencentConfig } from './config.ts';
export { tencent, tencent as connector } from './connector.ts';
export { errorRows } from './errors.ts';
