export { fetchHttp as defaultHttp } from './fetch.ts';
