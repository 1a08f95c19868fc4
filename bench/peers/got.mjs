import got from 'got';
import { accepted, body, headers, path } from './message.mjs';

export function connect({ origin }) {
  return async () => {
    const response = await got.post(origin + path, { headers, body: body() });
    accepted(response.statusCode, response.body);
  };
}
