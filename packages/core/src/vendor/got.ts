import got, { type Got } from 'got';

export { got, type Got };
