import { once } from 'node:events';
import { createSecureServer, constants } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { undiciHttp } from '@sms-connectors/core/undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';
import { makeCertificate } from './support/certificates.ts';
import { answer, startRawServer } from './support/raw-server.ts';

const certificate = await makeCertificate();
const standard = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([...standard, certificate.cert]));
afterAll(() => setDefaultCACertificates(standard));

/** A server of HTTP/2 and HTTP/1.1 that refuses every stream, which a client may take as a reason to send again. */
async function startRefusingServer() {
  const requests: string[] = [];
  const server = createSecureServer({ ...certificate, allowHTTP1: true });
  server.on('stream', (stream, headers) => {
    requests.push(`HTTP/2 ${headers[':method']}`);
    stream.on('error', () => undefined);
    stream.on('data', () => undefined);
    stream.once('end', () => stream.close(constants.NGHTTP2_REFUSED_STREAM));
  });
  server.on('request', (request, response) => {
    if (request.httpVersionMajor === 2) return;
    requests.push(`HTTP/1.1 ${request.method}`);
    request.resume().on('end', () => response.end('ok'));
  });
  const sessions: { destroy: () => void }[] = [];
  server.on('session', (session) => void sessions.push(session));
  server.on('secureConnection', (socket) => void sessions.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    [Symbol.asyncDispose]: async () => {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

describe.each(adapters)('$name sends a POST once', ({ name, makeHttp }) => {
  test('if the server answers 421', async () => {
    const head = 'HTTP/1.1 421 Misdirected Request';
    await using server = await startRawServer((socket) => answer(socket, 'no', head));
    const http = makeHttp();
    expect(await http(post(server.url))).toMatchObject({ status: 421, body: 'no' });
    expect(await http(post(server.url))).toMatchObject({ status: 421, body: 'no' });
    expect(server.requests).toHaveLength(2);
  });

  test.each([408, 425, 429, 500, 502, 503, 504])('if the server answers %i', async (status) => {
    const head = `HTTP/1.1 ${status} Later\r\nRetry-After: 0`;
    await using server = await startRawServer((socket) => answer(socket, 'later', head));
    expect(await makeHttp()(post(server.url))).toMatchObject({ status });
    await delay(50);
    expect(server.requests).toHaveLength(1);
  });

  test('to a server that would refuse it over HTTP/2', async () => {
    await using server = await startRefusingServer();
    const result = await makeHttp()(post(server.url, { timeoutMs: 3000 }));
    await delay(50);
    // The version of HTTP is the platform’s choice with `fetch`, which then knows no outcome.
    const isHttp2 = name === 'fetch' && server.requests[0] !== 'HTTP/1.1 POST';
    expect(server.requests).toEqual([isHttp2 ? 'HTTP/2 POST' : 'HTTP/1.1 POST']);
    expect(result).toMatchObject(isHttp2 ? { sent: true } : { status: 200, body: 'ok' });
  });
});

test('undici uses HTTP/1.1 over a dispatcher that would use HTTP/2', async () => {
  await using server = await startRefusingServer();
  const dispatcher = new Agent({ allowH2: true });
  expect(await undiciHttp({ dispatcher })(post(server.url))).toMatchObject({ status: 200 });
  expect(server.requests).toEqual(['HTTP/1.1 POST']);
  await dispatcher.close();
});
