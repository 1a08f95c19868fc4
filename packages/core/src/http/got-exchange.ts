import type { ClientRequest, IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { got, type Got } from '#got';
import { idleMs, maxBodyBytes, maxConnections } from './limits.ts';
import { isMalformedAnswer } from './malformed-answer.ts';
import type { Http, HttpFailure, HttpLimits, HttpRequest, HttpResponse } from './port.ts';

// To import it would read all that it exports, and with that load Node's whole fetch.
const http = process.getBuiltinModule('node:http');

/** Exchanges of one connector: got's rules over connections of its own. */
export function gotExchange(): Http {
  const start = connections();
  const client = got.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    // An answer is taken as it comes, so it must not be compressed.
    headers: { 'user-agent': 'sms-connectors', 'accept-encoding': 'identity' },
  });
  return (request) => exchange(client, start, request);
}

type Start = (
  url: URL,
  method: HttpRequest['method'],
  fields: Readonly<Record<string, string>>,
  body: string,
) => ClientRequest;

function connections(): Start {
  const options = { keepAlive: true, maxSockets: maxConnections, timeout: idleMs };
  const agents = { http: new http.Agent(options), https: new https.Agent(options) };
  agents.https.getName = connectionName;
  return ({ protocol, host, hostname, port, pathname, search }, method, fields, body) => {
    const target = { hostname: hostname.replace(/^\[|\]$/g, ''), port, path: pathname + search };
    // As a list, Node writes them as they are; of an object it first makes a table, to be changed and read.
    const headers = Object.entries({
      host,
      ...fields,
      ...((method === 'POST' || body !== '') && {
        'content-length': String(Buffer.byteLength(body)),
      }),
    }).flat();
    return protocol === 'https:'
      ? https.request({ ...target, method, headers, agent: agents.https })
      : http.request({ ...target, method, headers, agent: agents.http });
  };
}

// Connections of one connector differ by host and port alone; Node would compare two dozen TLS options.
const connectionName: https.Agent['getName'] = ({ host = '', port = '' } = {}) => `${host}:${port}`;

function exchange(
  client: Got,
  start: Start,
  { method, url, headers, body = '', timeoutMs, signal }: HttpRequest & HttpLimits,
): Promise<HttpResponse | HttpFailure> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve({ failure: 'aborted', sent: false });
    const chunks: Buffer[] = [];
    let size = 0;
    let sent = false;
    let sending: ClientRequest | undefined;
    let head: Pick<HttpResponse, 'status' | 'headers'> | undefined;

    const settle = (result: HttpResponse | HttpFailure): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const giveUp = (failure: HttpFailure['failure']): void => {
      settle({ failure, sent });
      stream.destroy();
      sending?.destroy();
    };
    const onAbort = (): void => giveUp('aborted');
    const timer = setTimeout(giveUp, timeoutMs, 'timeout');
    signal?.addEventListener('abort', onAbort, { once: true });

    const stream = client.stream(url, {
      method,
      headers,
      // got's own way costs half as much again: it gives https.request some forty options to read, and
      // writes the body apart from the headers.
      request: (target, options) =>
        new Promise<IncomingMessage>((respond, fail) => {
          sending = start(
            target,
            method,
            options.headers as Readonly<Record<string, string>>,
            body,
          );
          onceWritable(sending, () => {
            sent = true;
          });
          sending.once('response', respond);
          sending.on('error', fail);
          sending.end(body);
        }),
    });
    // The body is not got's to write; without this, it would wait for one to be piped into a POST.
    if (method === 'POST') stream.end();
    stream.on('response', ({ statusCode, headers: received }) => {
      head = { status: statusCode, headers: received };
    });
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBodyBytes) giveUp('invalid_response');
    });
    stream.once('end', () => {
      if (head !== undefined) settle({ ...head, body: Buffer.concat(chunks).toString('utf8') });
    });
    // Stays for the life of the stream: what fails after the answer is known is of no account.
    stream.on('error', (error) => {
      settle({ failure: isMalformedAnswer(error) ? 'invalid_response' : 'network', sent });
    });
  });
}

/** Until its connection stands, a request has not left this machine. */
function onceWritable(request: ClientRequest, listener: () => void): void {
  request.once('socket', (socket: Socket) => {
    if (socket.connecting)
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', listener);
    else listener();
  });
}
