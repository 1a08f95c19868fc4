import { Agent } from 'undici';
import { accepted, body, headers, path } from './message.mjs';

export function connect({ origin }) {
  const agent = new Agent({ keepAliveTimeout: 60_000, connections: 256 });
  return () =>
    new Promise((resolve, reject) => {
      const chunks = [];
      let status;
      agent.dispatch(
        { origin, path, method: 'POST', headers, body: body() },
        {
          onRequestStart() {},
          onResponseStart(_controller, statusCode) {
            status = statusCode;
          },
          onResponseData(_controller, chunk) {
            chunks.push(chunk);
          },
          onResponseEnd() {
            try {
              resolve(accepted(status, Buffer.concat(chunks).toString()));
            } catch (error) {
              reject(error);
            }
          },
          onResponseError(_controller, error) {
            reject(error);
          },
        },
      );
    });
}
