import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import got, { type Got, type Request } from 'got';
import { closable } from './closable.ts';
import { type Exchange, runExchange } from './exchange.ts';
import type { GotHttpOptions } from './got.ts';
import { defaultConnectTimeoutMs, idleMs, maxConnections } from './limits.ts';
import { isLoopback } from './loopback.ts';
import type { Http, HttpLimits, HttpRequest, HttpResponse } from './port.ts';
import { proxyEnvironment } from './proxy-environment.ts';
import { responseBody } from './response-body.ts';

/** Exchanges of one connector: got's rules over connections of its own. */
export function gotExchange(options: GotHttpOptions): Http {
  const agents = ownAgents(options);
  const readTarget = targetReader(agents);
  const client = got.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    // An answer is taken as it comes, so it must not be compressed.
    headers: { 'user-agent': 'sms-connectors', 'accept-encoding': 'identity' },
  });
  return closable(
    (request) =>
      runExchange(request, (exchange) =>
        startRequest(client, readTarget(request.url), request, exchange),
      ),
    () => agents.close(),
  );
}

interface Agents {
  readonly forUrl: (url: URL) => InstanceType<typeof http.Agent> | https.Agent;
  /** Whether it is one of these, and not the user's. */
  readonly areOwn: (agent: InstanceType<typeof http.Agent>) => boolean;
  readonly close: () => void;
}

/** Connections for `http:`, for `https:` through the environment's proxy if there is one, and past it. */
function ownAgents({ ca, agent }: GotHttpOptions): Agents {
  const settings = { keepAlive: true, maxSockets: maxConnections, timeout: idleMs };
  const plain = new http.Agent(settings);
  const direct = new https.Agent({ ...settings, ca });
  const proxyEnv = proxyEnvironment();
  const proxied = proxyEnv === undefined ? direct : new https.Agent({ ...settings, ca, proxyEnv });
  direct.getName = connectionName;
  proxied.getName = connectionName;
  return {
    forUrl: ({ protocol, href }) => {
      if (protocol === 'http:') return plain;
      // What is on this machine never goes through a proxy.
      return agent ?? (proxied === direct || isLoopback(href) ? direct : proxied);
    },
    areOwn: (used) => used !== agent,
    close: () => {
      for (const own of [plain, direct, proxied]) {
        own.keepSocketAlive = () => false;
        own.destroy();
      }
    },
  };
}

// Connections of one connector differ by host and port alone; Node would compare two dozen TLS options.
const connectionName: https.Agent['getName'] = ({ host = '', port = '' } = {}) => `${host}:${port}`;

/** Where requests to one URL go. */
interface Target {
  readonly url: URL;
  readonly host: string;
  readonly start: typeof https.request;
  readonly options: Pick<https.RequestOptions, 'hostname' | 'port' | 'path' | 'agent'>;
  /** Whether a tunnel through a proxy may come first. */
  readonly isProxied: boolean;
  /** Whether a request without a socket waits for one in use; other agents first make a connection. */
  readonly waitsForSockets: boolean;
}

/** Reads a URL; most connectors always send to the same one, so the last is remembered. */
function targetReader(agents: Agents): (url: string) => Target {
  let last: Target | undefined;
  let lastUrl: string | undefined;
  return (text) => {
    if (last === undefined || text !== lastUrl) {
      const url = new URL(text);
      const { hostname, port, pathname, search } = url;
      const agent = agents.forUrl(url);
      const isProxied = agent instanceof https.Agent && agent.options.proxyEnv !== undefined;
      last = {
        url,
        host: url.host,
        start: url.protocol === 'http:' ? http.request : https.request,
        options: {
          hostname: hostname.replace(/^\[|\]$/g, ''),
          port,
          path: pathname + search,
          agent,
        },
        isProxied,
        waitsForSockets: agents.areOwn(agent) && !isProxied,
      };
      lastUrl = text;
    }
    return last;
  };
}

type OutgoingRequest = HttpRequest & HttpLimits;

/** Starts a request of got's, and returns what cancels it. */
function startRequest(
  client: Got,
  target: Target,
  outgoing: OutgoingRequest,
  exchange: Exchange,
): () => void {
  const { method, headers, body = '' } = outgoing;
  let sending: ClientRequest | undefined;
  let head: Pick<HttpResponse, 'status' | 'headers'> | undefined;
  const received = responseBody();

  const stream = client.stream(target.url, {
    method,
    headers,
    // got's own way costs half as much again: it gives https.request some forty options to read, and
    // writes the body apart from the headers.
    request: (_url, options) =>
      new Promise<IncomingMessage>((respond, fail) => {
        const fields = options.headers as Readonly<Record<string, string>>;
        sending = nodeRequest(target, outgoing, fields);
        if (target.waitsForSockets) {
          exchange.markWaiting();
          sending.once('socket', exchange.markConnecting);
        }
        onceWritable(sending, exchange.markSent);
        const onResponse = (response: IncomingMessage): void => {
          if (response.statusCode !== 101) return respond(response);
          // No connector asks to switch protocols. Node leaves such a connection to us, or keeps it.
          exchange.giveUp('invalid_response');
          response.socket.destroy();
        };
        sending.once('response', onResponse);
        sending.once('upgrade', onResponse);
        sending.on('error', fail);
        sending.end(body);
      }),
  });
  // The body is not got's to write; without this, it would wait for one to be piped into a request that may have one.
  if (method !== 'GET') stream.end();
  stream.on('response', ({ statusCode, headers: fields }) => {
    head = { status: statusCode, headers: fields };
  });
  stream.on('data', (chunk: Buffer) => {
    if (!received.add(chunk)) exchange.giveUp('invalid_response');
  });
  stream.once('end', () => {
    if (head !== undefined) exchange.succeed({ ...head, body: received.text() });
    release(stream);
  });
  // Stays for the life of the stream: what fails after the answer is known is of no account.
  stream.on('error', exchange.fail);
  return () => {
    stream.destroy();
    sending?.destroy();
  };
}

/**
 * Takes an ended stream of got's apart. It, its options and the answer hold on to each other and to the next requests'
 * until V8 collects all memory; apart, they are collected at once, which saves a quarter of an exchange.
 */
function release(stream: Request): void {
  const { response } = stream;
  for (const part of [stream, response]) part?.removeAllListeners().on('error', ignore);
  Object.assign(stream, { options: undefined, response: undefined });
  Object.assign(response ?? {}, { request: undefined });
}

function ignore(): void {
  // The answer is known.
}

function nodeRequest(
  { host, start, options, isProxied }: Target,
  { method, body = '', connectTimeoutMs = defaultConnectTimeoutMs }: OutgoingRequest,
  fields: Readonly<Record<string, string>>,
): ClientRequest {
  // As a list, Node writes them as they are; of an object it first makes a table, to be changed and read.
  const headers = ['host', fields['host'] ?? host];
  for (const name of Object.keys(fields)) {
    if (name !== 'host' && name !== 'content-length') headers.push(name, fields[name] as string);
  }
  if (method !== 'GET' || body !== '') {
    headers.push('content-length', String(Buffer.byteLength(body)));
  }
  // Only a timeout of Node's ends a tunnel through a proxy that does not answer.
  const timeout = isProxied ? connectTimeoutMs : undefined;
  return start({ ...options, method, headers, timeout });
}

// Sockets on which TLS was agreed on: to ask each time takes longer than to remember it.
const agreed = new WeakSet<Socket>();

/** Until its connection stands, a request has not left this machine. */
function onceWritable(request: ClientRequest, listener: () => void): void {
  request.once('socket', (socket: Socket) => {
    // What could not be opened, for want of a file descriptor for example, carries nothing.
    if (socket.destroyed) return;
    if (agreed.has(socket)) listener();
    else if (socket.connecting) socket.once(isTls(socket) ? 'secureConnect' : 'connect', listener);
    else if (isHandshaking(socket)) socket.once('secureConnect', listener);
    else {
      agreed.add(socket);
      listener();
    }
  });
}

function isTls(socket: Socket): socket is TLSSocket {
  return 'encrypted' in socket;
}

/** An agent of the user's may give its connection away before TLS is agreed on. */
function isHandshaking(socket: Socket): boolean {
  return isTls(socket) && socket.getFinished() === undefined;
}
