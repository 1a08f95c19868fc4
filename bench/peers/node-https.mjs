import { Agent, request } from 'node:https';
import { accepted, body, headers, path } from './message.mjs';

export function connect({ origin }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const url = new URL(path, origin);
  return () =>
    new Promise((resolve, reject) => {
      const sending = request(url, { method: 'POST', headers, agent }, (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          answer += chunk;
        });
        response.on('end', () => {
          try {
            resolve(accepted(response.statusCode, answer));
          } catch (error) {
            reject(error);
          }
        });
      });
      sending.on('error', reject);
      sending.end(body());
    });
}
