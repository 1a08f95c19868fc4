export type { YunpianConfig } from './config.ts';
export { yunpian, yunpian as connector } from './connector.ts';
export { errorRows } from './errors.ts';
