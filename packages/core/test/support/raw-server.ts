import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What is done once a whole request has arrived; `index` counts the requests, from 0. */
export type Serve = (socket: Socket, index: number) => void;

/** A server that speaks no HTTP of its own, so that it can speak it wrongly. */
export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** Every request, as its bytes. */
  readonly requests: readonly string[];
  /** Every connection, also those closed since. */
  readonly connections: readonly Socket[];
}

export async function startRawServer(serve: Serve): Promise<RawServer> {
  const requests: string[] = [];
  const connections: Socket[] = [];
  const server = createServer((socket) => {
    connections.push(socket);
    // A client that goes away is what several tests are about.
    socket.on('error', () => undefined);
    readRequests(socket, (request) => serve(socket, requests.push(request) - 1));
  });
  return {
    url: await listen(server, 'http'),
    requests,
    connections,
    ...closing(server, connections),
  };
}

/** Listens on loopback, on any free port. */
export async function listen(server: Server, protocol: 'http' | 'https'): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closing(server: Server, connections: readonly Socket[]): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      server.close();
      for (const socket of connections) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}

/** Cuts what arrives into requests, by their content length. */
function readRequests(socket: Socket, onRequest: (request: string) => void): void {
  let received = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    received += String(chunk);
    for (;;) {
      const end = received.indexOf('\r\n\r\n') + 4;
      const length = Number(/^content-length: *(\d+)/im.exec(received.slice(0, end))?.[1] ?? 0);
      if (end < 4 || received.length < end + length) return;
      const request = received.slice(0, end + length);
      received = received.slice(end + length);
      onRequest(request);
    }
  });
}

/** Writes a whole answer, of the length it says. */
export function answer(socket: Socket, body: string | Buffer, head = 'HTTP/1.1 200 OK'): void {
  const bytes = Buffer.from(body);
  socket.write(`${head}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
  socket.write(bytes);
}
