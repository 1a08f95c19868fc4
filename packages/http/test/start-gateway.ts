import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | object;
}

interface Received {
  readonly method: string | undefined;
  readonly path: string;
  /** The request line’s URL, as it arrived. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The members of the body or, with GET, of the query. */
  readonly members: unknown;
}

/** A gateway on loopback that gives one answer to everything, and keeps what it received. */
export async function startGateway({ status, headers, body }: Answer) {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method, url = '/', headers: given } = incoming;
      const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
      const sent = await text(incoming);
      const query = Object.fromEntries(searchParams);
      received.push({
        method,
        path: pathname,
        target: url,
        headers: given,
        body: sent,
        members: method === 'GET' ? query : membersOf(sent, given['content-type']),
      });
      outgoing.writeHead(status, headers);
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function membersOf(body: string, type: string | undefined): unknown {
  return type === 'application/x-www-form-urlencoded'
    ? Object.fromEntries(new URLSearchParams(body))
    : (JSON.parse(body) as unknown);
}
