import { Agent as HttpAgent, type ClientRequest, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Got, RequestError } from 'got';
import { maxBodyBytes } from './limits.ts';
import { isMalformedAnswer } from './malformed-answer.ts';
import type { Http, HttpFailure, HttpRequest, HttpLimits, HttpResponse } from './port.ts';

const agentOptions = { keepAlive: true, maxSockets: 256, timeout: 60_000 } as const;

/** The HTTP port on Node: got over connections that stay open, one attempt, no redirects. */
export function gotHttp(): Http {
  const agents = { http: new HttpAgent(agentOptions), https: new HttpsAgent(agentOptions) };
  // Loading got takes longer than all else an import of this package does, and may overlap with it.
  const client = import('got').then(({ default: got }) =>
    got.extend({
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      decompress: false,
      headers: { 'user-agent': 'sms-connectors' },
      // got hands over some forty options; reading them all costs https.request more than the exchange.
      request: (url, { method, headers }, onResponse) =>
        url.protocol === 'https:'
          ? httpsRequest(url, { method, headers, agent: agents.https }, onResponse)
          : httpRequest(url, { method, headers, agent: agents.http }, onResponse),
    }),
  );
  client.catch(() => undefined);
  return async (request) => exchange(await client, request);
}

function exchange(
  got: Got,
  request: HttpRequest & HttpLimits,
): Promise<HttpResponse | HttpFailure> {
  const { method, url, headers, body, timeoutMs, signal } = request;
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let sent = false;
    let head: { readonly status: number; readonly headers: HttpResponse['headers'] } | undefined;
    const stream = got.stream(url, {
      method,
      headers,
      // Without a body of its own, got would wait for one to be piped into a POST.
      ...((body !== undefined || method === 'POST') && { body: body ?? '' }),
      ...(signal !== undefined && { signal }),
      timeout: { request: timeoutMs },
    });
    stream.on('request', (clientRequest: ClientRequest) => {
      onceWritable(clientRequest, () => {
        sent = true;
      });
    });
    stream.on('response', ({ statusCode, headers: responseHeaders }) => {
      head = { status: statusCode, headers: responseHeaders };
    });
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= maxBodyBytes) return;
      resolve({ failure: 'invalid_response', sent: true });
      stream.destroy();
    });
    stream.once('end', () => {
      if (head !== undefined) resolve({ ...head, body: Buffer.concat(chunks).toString('utf8') });
    });
    // Stays for the life of the stream: what fails after the answer is known is of no account.
    stream.on('error', (error: RequestError) => {
      resolve({ failure: failureOf(error), sent });
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

function failureOf(error: RequestError): HttpFailure['failure'] {
  if (error.name === 'TimeoutError') return 'timeout';
  if (error.name === 'AbortError') return 'aborted';
  return isMalformedAnswer(error) ? 'invalid_response' : 'network';
}
