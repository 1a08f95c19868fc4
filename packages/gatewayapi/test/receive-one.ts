import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on loopback that waits for one webhook. */
export async function receiveOne() {
  const { promise, resolve } = Promise.withResolvers<Received>();
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      resolve({ headers: incoming.headers, body: await text(incoming) });
      outgoing.end();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/reports/gatewayapi`,
    request: promise,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
