import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface Proxy extends AsyncDisposable {
  readonly url: string;
  /** The first line of each request, such as `CONNECT provider.test:443`. */
  readonly requests: readonly string[];
  readonly sockets: readonly Socket[];
}

/** How a proxy answers CONNECT: it opens the tunnel to `target`, refuses with a status, or says nothing. */
export type ProxyBehaviour = { readonly target: string } | { readonly status: number } | 'silent';

export async function startProxy(behaviour: ProxyBehaviour): Promise<Proxy> {
  const requests: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on('connection', (socket) => void sockets.push(socket));
  server.on('connect', (request, socket) => {
    requests.push(`${request.method} ${request.url}`);
    socket.on('error', () => undefined);
    if (behaviour === 'silent') return;
    if ('status' in behaviour) {
      socket.end(`HTTP/1.1 ${behaviour.status} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(Number(new URL(behaviour.target).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    sockets,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
