export type { AliyunConfig } from './config.ts';
export { aliyun, aliyun as connector } from './connector.ts';
export { errorRows } from './errors.ts';
