import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Emulator } from '../emulator.ts';
import { type EmulatorRequest, makeRequest } from '../emulator-request.ts';

/** A server that fails in one way. */
export interface FaultServer extends AsyncDisposable {
  readonly url: string;
  /** The whole requests that it failed. */
  readonly requests: readonly EmulatorRequest[];
  /** Those that went through to the emulator. */
  readonly forwarded: readonly EmulatorRequest[];
  readonly openConnections: () => number;
}

export interface Behaviour {
  /** On a new connection, before anything is read. */
  readonly connected?: ((socket: Socket) => void) | undefined;
  /** On each whole request. */
  readonly answer?: ((socket: Socket, request: string) => void) | undefined;
}

/** Requests that get the emulator's answer instead. */
export interface Forwarding {
  /** Closed with the server. */
  readonly emulator: Emulator;
  readonly applies: (request: EmulatorRequest) => boolean;
  /** How many connections pass before `connected` applies. */
  readonly connectionsFirst?: number | undefined;
}

export async function startFaultServer(
  { connected, answer }: Behaviour,
  { emulator, applies, connectionsFirst = 0 }: Partial<Forwarding> = {},
): Promise<FaultServer> {
  const requests: EmulatorRequest[] = [];
  const forwarded: EmulatorRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const onRequest = (socket: Socket, raw: string): void => {
    const request = parseRequest(raw);
    if (emulator !== undefined && applies?.(request) === true) {
      forwarded.push(request);
      return forward(emulator.url, raw, socket);
    }
    requests.push(request);
    answer?.(socket, raw);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The client may close first, as it should after most of these answers.
    socket.on('error', () => undefined);
    connections += 1;
    if (connections > connectionsFirst) connected?.(socket);
    let unread = '';
    socket.on('data', (chunk: Buffer) => {
      unread += chunk.toString('latin1');
      for (let end = endOfRequest(unread); end > 0; end = endOfRequest(unread)) {
        const request = unread.slice(0, end);
        unread = unread.slice(end);
        onRequest(socket, request);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    forwarded,
    openConnections: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await Promise.all([once(server, 'close'), emulator?.close()]);
    },
  };
}

/** Sends a request on to the emulator, and its answer back. The connection ends, so that the next request has its own. */
function forward(url: string, raw: string, socket: Socket): void {
  const onward = connect(Number(new URL(url).port), '127.0.0.1');
  onward.on('error', () => socket.destroy());
  const [requestLine = '', ...rest] = raw.replace(/^connection:.*\r\n/im, '').split('\r\n');
  onward.write([requestLine, 'connection: close', ...rest].join('\r\n'), 'latin1');
  onward.pipe(socket);
}

function parseRequest(raw: string): EmulatorRequest {
  const end = raw.indexOf('\r\n\r\n');
  const [requestLine = '', ...lines] = raw.slice(0, end).split('\r\n');
  const [method = '', target = '/'] = requestLine.split(' ');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const body = Buffer.from(raw.slice(end + 4), 'latin1').toString('utf8');
  return makeRequest(method, target, Object.fromEntries(headers), body);
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
