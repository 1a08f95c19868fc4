import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server that speaks HTTP as badly as it is told to. */
export interface FaultServer extends AsyncDisposable {
  readonly url: string;
  /** The whole requests read, as they came. */
  readonly requests: readonly string[];
}

export interface Behaviour {
  /** On a new connection, before anything is read. */
  readonly connected?: (socket: Socket) => void;
  /** On each whole request. */
  readonly answer?: (socket: Socket, request: string) => void;
}

export async function startFaultServer({ connected, answer }: Behaviour): Promise<FaultServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The client may go first; that is what it should do with most of these answers.
    socket.on('error', () => undefined);
    connected?.(socket);
    let unread = '';
    socket.on('data', (chunk: Buffer) => {
      unread += chunk.toString('latin1');
      for (let end = endOfRequest(unread); end > 0; end = endOfRequest(unread)) {
        const request = unread.slice(0, end);
        unread = unread.slice(end);
        requests.push(request);
        answer?.(socket, request);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An address where nothing listens. */
export async function closedPort(): Promise<string> {
  const server = await startFaultServer({});
  await server[Symbol.asyncDispose]();
  return server.url;
}

/** A response as text, for `socket.write`. */
export function response(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const all = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n${body}`;
}

function endOfRequest(text: string): number {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1] ?? '0';
  const end = head + 4 + Number(length);
  return text.length >= end ? end : 0;
}
