import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A request as it arrived. */
export interface EmulatorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface EmulatorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; an object as JSON. */
  readonly body: string | object;
}

/** A message that the provider took, as a phone would show it. */
export interface EmulatedMessage {
  readonly messageId: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly at: Date;
  /** Everything the request said, by the provider's own names. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What happens to a request in place of the provider's answer. */
export type EmulatorFault =
  /** The answer comes, later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection is cut after the request was read. */
  | { readonly kind: 'reset' }
  /** No answer ever comes. */
  | { readonly kind: 'hang' }
  /** The provider's own answer to too many requests. */
  | { readonly kind: 'rate-limit'; readonly retryAfter?: string }
  /** Any answer at all. */
  | { readonly kind: 'answer'; readonly answer: EmulatorAnswer };

/** What makes an emulator one of a certain provider. */
export interface EmulatorDefinition {
  /** The provider's answer; `record` keeps what it took. */
  readonly answer: (
    request: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
  ) => EmulatorAnswer | Promise<EmulatorAnswer>;
  readonly rateLimited: (retryAfter: string) => EmulatorAnswer;
}

export interface EmulatorOptions {
  /** 0, which is the default, takes any free port. */
  readonly port?: number | undefined;
  /** Called with each message taken. */
  readonly onMessage?: ((message: EmulatedMessage) => void) | undefined;
}

export interface Emulator {
  /** Give it to the connector: `twilio(config, { baseUrl: emulator.url })`. */
  readonly url: string;
  /** Every request that arrived, also those refused. */
  readonly requests: readonly EmulatorRequest[];
  /** The messages taken, oldest first. */
  readonly messages: readonly EmulatedMessage[];
  /** Lets the next requests fail: one, or as many as `times` says; `Infinity` is all. */
  readonly fail: (fault: EmulatorFault, times?: number) => void;
  /** Forgets requests, messages and faults. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Starts a provider's emulator: real HTTP on loopback, whatever the provider. */
export async function startEmulator(
  definition: EmulatorDefinition,
  { port = 0, onMessage }: EmulatorOptions = {},
): Promise<Emulator> {
  const requests: EmulatorRequest[] = [];
  const messages: EmulatedMessage[] = [];
  let faults: { readonly fault: EmulatorFault; times: number }[] = [];
  const stopping = new AbortController();

  const nextFault = (): EmulatorFault | undefined => {
    const next = faults[0];
    if (next === undefined) return undefined;
    next.times -= 1;
    if (next.times <= 0) faults.shift();
    return next.fault;
  };
  const record = (message: EmulatedMessage): void => {
    messages.push(message);
    onMessage?.(message);
  };

  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    requests.push(request);
    const fault = nextFault();
    if (fault?.kind === 'reset') return void incoming.socket.resetAndDestroy();
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'slow') await delay(fault.ms, undefined, { signal: stopping.signal });
    const answer = await answerTo(definition, request, fault, record);
    write(outgoing, answer);
  };

  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const close = async (): Promise<void> => {
    if (!server.listening) return;
    stopping.abort();
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    messages,
    fail: (fault, times = 1) => {
      if (times > 0) faults.push({ fault, times });
    },
    reset: () => {
      requests.length = 0;
      messages.length = 0;
      faults = [];
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function readRequest(incoming: IncomingMessage): Promise<EmulatorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    method: incoming.method ?? '',
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function answerTo(
  { answer, rateLimited }: EmulatorDefinition,
  request: EmulatorRequest,
  fault: EmulatorFault | undefined,
  record: (message: EmulatedMessage) => void,
): EmulatorAnswer | Promise<EmulatorAnswer> {
  if (fault?.kind === 'answer') return fault.answer;
  if (fault?.kind === 'rate-limit') return rateLimited(fault.retryAfter ?? '1');
  return answer(request, record);
}

function write(outgoing: ServerResponse, { status, headers, body }: EmulatorAnswer): void {
  const isText = typeof body === 'string';
  outgoing.writeHead(status, {
    ...(!isText && { 'content-type': 'application/json' }),
    ...headers,
  });
  outgoing.end(isText ? body : JSON.stringify(body));
}
