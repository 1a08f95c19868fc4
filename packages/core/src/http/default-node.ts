export { gotHttp as defaultHttp } from './got.ts';
