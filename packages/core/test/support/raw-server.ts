import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

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

/** With a certificate it speaks TLS; `onConnection` sees the TCP connection before. */
export async function startRawServer(
  serve: Serve,
  { tls, onConnection }: { tls?: TlsOptions; onConnection?: (socket: Socket) => void } = {},
): Promise<RawServer> {
  const requests: string[] = [];
  const connections: Socket[] = [];
  const converse = (socket: Socket): void => {
    // A client that goes away is what several tests are about.
    socket.on('error', () => undefined);
    readRequests(socket, (request) => serve(socket, requests.push(request) - 1));
  };
  const server = tls === undefined ? createServer(converse) : createTlsServer(tls, converse);
  server.on('connection', (socket: Socket) => {
    connections.push(socket);
    onConnection?.(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of connections) socket.destroy();
      await closed;
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
  socket.write(
    Buffer.concat([Buffer.from(`${head}\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes]),
  );
}
