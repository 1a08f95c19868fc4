import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { serve } from '@hono/node-server';

export interface ServedHook extends AsyncDisposable {
  readonly url: string;
}

/** Serves a handler over HTTP on this machine. */
export async function serveHook(
  handle: (request: Request) => Promise<Response>,
): Promise<ServedHook> {
  return served(serve({ fetch: handle, hostname: '127.0.0.1', port: 0 }));
}

/** The address of a server, and how it is closed with its connections. */
export async function served(server: Server): Promise<ServedHook> {
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
      await closed;
    },
  };
}
