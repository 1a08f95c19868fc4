import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { WebhookRequest } from '@sms-connectors/core';

/** A server on loopback that waits for one webhook. */
export async function receiveOne() {
  const { promise, resolve } = Promise.withResolvers<WebhookRequest>();
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method = '', url = '', headers } = incoming;
      resolve({
        method,
        url: `http://${headers.host}${url}`,
        headers: headers as WebhookRequest['headers'],
        body: await text(incoming),
      });
      outgoing.end();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/reports/messagebird`,
    request: promise,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
