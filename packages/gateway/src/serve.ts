import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { serve as serveNode } from '@hono/node-server';
import type { Gateway } from './gateway.ts';

export interface RunningGateway {
  readonly url: string;
  /** Requests from now on go to another gateway; ends when those under way are answered by the old one. */
  readonly replace: (next: Gateway) => Promise<void>;
  /** Takes no more connections, answers what is under way, and ends. */
  readonly stop: () => Promise<void>;
}

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
}

// Longer than any send, and short enough that clients that stall do not hold connections for ever.
const requestTimeoutMs = 30_000;
const headersTimeoutMs = 10_000;
const keepAliveMs = 65_000;
const checkEveryMs = 5_000;

/** Serves a gateway over HTTP. */
export async function serve(first: Gateway, { port, host }: ServeOptions): Promise<RunningGateway> {
  let gateway = first;
  const server = serveNode({
    fetch: (request, { incoming }) => gateway.fetch(request, incoming.url),
    port,
    hostname: host,
    serverOptions: {
      requestTimeout: requestTimeoutMs,
      headersTimeout: headersTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: checkEveryMs,
    },
  }) as Server;
  if (!server.listening) await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown}:${actual}`,
    replace: async (next) => {
      const old = gateway;
      gateway = next;
      await old.close();
    },
    stop: async () => {
      const closed = new Promise((resolve) => void server.close(resolve));
      server.closeIdleConnections();
      await gateway.close();
      server.closeIdleConnections();
      server.closeAllConnections();
      await closed;
    },
  };
}
