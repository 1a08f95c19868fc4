import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import got, { type Got } from 'got';
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
      runExchange(request, (exchange) => startRequest(client, agents, request, exchange)),
    () => agents.close(),
  );
}

interface Agents {
  readonly plain: InstanceType<typeof http.Agent>;
  readonly forUrl: (url: URL) => https.Agent;
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
    plain,
    // What is on this machine never goes through a proxy.
    forUrl: ({ href }) => agent ?? (proxied === direct || isLoopback(href) ? direct : proxied),
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

type OutgoingRequest = HttpRequest & HttpLimits;

/** Starts a request of got's, and returns what cancels it. */
function startRequest(
  client: Got,
  agents: Agents,
  outgoing: OutgoingRequest,
  exchange: Exchange,
): () => void {
  const { method, url, headers, body = '' } = outgoing;
  let sending: ClientRequest | undefined;
  let head: Pick<HttpResponse, 'status' | 'headers'> | undefined;
  const received = responseBody();

  const stream = client.stream(url, {
    method,
    headers,
    // got's own way costs half as much again: it gives https.request some forty options to read, and
    // writes the body apart from the headers.
    request: (target, options) =>
      new Promise<IncomingMessage>((respond, fail) => {
        const fields = options.headers as Readonly<Record<string, string>>;
        sending = nodeRequest(target, agents, outgoing, fields);
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
  // The body is not got's to write; without this, it would wait for one to be piped into a POST.
  if (method === 'POST') stream.end();
  stream.on('response', ({ statusCode, headers: fields }) => {
    head = { status: statusCode, headers: fields };
  });
  stream.on('data', (chunk: Buffer) => {
    if (!received.add(chunk)) exchange.giveUp('invalid_response');
  });
  stream.once('end', () => {
    if (head !== undefined) exchange.succeed({ ...head, body: received.text() });
  });
  // Stays for the life of the stream: what fails after the answer is known is of no account.
  stream.on('error', exchange.fail);
  return () => {
    stream.destroy();
    sending?.destroy();
  };
}

function nodeRequest(
  url: URL,
  agents: Agents,
  { method, body = '', connectTimeoutMs = defaultConnectTimeoutMs }: OutgoingRequest,
  fields: Readonly<Record<string, string>>,
): ClientRequest {
  // As a list, Node writes them as they are; of an object it first makes a table, to be changed and read.
  const headers = Object.entries({
    host: url.host,
    ...fields,
    ...((method === 'POST' || body !== '') && {
      'content-length': String(Buffer.byteLength(body)),
    }),
  }).flat();
  const target = {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname + url.search,
    method,
    headers,
  };
  if (url.protocol === 'http:') return http.request({ ...target, agent: agents.plain });
  const agent = agents.forUrl(url);
  // Only a timeout of Node's ends a tunnel through a proxy that does not answer.
  const timeout = agent.options.proxyEnv && connectTimeoutMs;
  return https.request({ ...target, agent, timeout });
}

/** Until its connection stands, a request has not left this machine. */
function onceWritable(request: ClientRequest, listener: () => void): void {
  request.once('socket', (socket: Socket) => {
    // What could not be opened, for want of a file descriptor for example, carries nothing.
    if (socket.destroyed) return;
    if (socket.connecting) socket.once(isTls(socket) ? 'secureConnect' : 'connect', listener);
    else if (isHandshaking(socket)) socket.once('secureConnect', listener);
    else listener();
  });
}

function isTls(socket: Socket): socket is TLSSocket {
  return 'encrypted' in socket;
}

/** An agent of the user's may give its connection away before TLS is agreed on. */
function isHandshaking(socket: Socket): boolean {
  return isTls(socket) && socket.getFinished() === undefined;
}
