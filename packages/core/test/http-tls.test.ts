import { setTimeout as delay } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';
import { makeAuthority, makeCertificate } from './support/certificates.ts';
import { startGate } from './support/gate.ts';
import { answer, startRawServer } from './support/raw-server.ts';

const hour = 60 * 60 * 1000;
const trusted = await makeCertificate();
const selfSigned = await makeCertificate();
const expired = await makeCertificate({ validFrom: -2 * hour, validUntil: -hour });
const notYetValid = await makeCertificate({ validFrom: hour, validUntil: 2 * hour });
const ofAnotherHost = await makeCertificate({ hostName: 'elsewhere.test' });
const ofUnknownAuthority = await makeCertificate({ authority: await makeAuthority() });

const standard = getCACertificates('default');
const accepted = [trusted, expired, notYetValid, ofAnotherHost].map(({ cert }) => cert);
beforeAll(() => setDefaultCACertificates([...standard, ...accepted]));
afterAll(() => setDefaultCACertificates(standard));

describe.each(adapters)('$name', ({ makeHttp, knowsConnecting }) => {
  test('sends to a server whose certificate is trusted, over one connection', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
    const http = makeHttp();
    expect(await http(post(server.url))).toMatchObject({ status: 200, body: 'ok' });
    await delay(20);
    expect(await http(post(server.url))).toMatchObject({ status: 200, body: 'ok' });
    expect(server.connections).toHaveLength(1);
  });

  test.each([
    ['self-signed', selfSigned, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', expired, 'CERT_HAS_EXPIRED'],
    ['not yet valid', notYetValid, 'CERT_NOT_YET_VALID'],
    ['for another host', ofAnotherHost, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['of an unknown authority', ofUnknownAuthority, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])('sends nothing if the certificate is %s', async (_, tls, reason) => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls });
    expect(await makeHttp()(post(server.url))).toEqual({ failure: 'network', sent: false, reason });
    expect(server.connections).toHaveLength(1);
    await delay(30);
    expect(server.requests).toEqual([]);
  });

  test('sends nothing to a server that speaks no TLS', async () => {
    await using server = await startRawServer(() => undefined, {
      onConnection: (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    });
    const url = server.url.replace('http:', 'https:');
    const result = await makeHttp()(post(url));
    expect(result).toEqual({ failure: 'network', sent: !knowsConnecting, reason: 'EPROTO' });
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['reset', (socket: { resetAndDestroy: () => unknown }) => void socket.resetAndDestroy()],
    ['closed', (socket: { end: () => unknown }) => void socket.end()],
  ])('sends nothing if the connection is %s during the handshake', async (_, cut) => {
    await using server = await startRawServer(() => undefined, {
      onConnection: (socket) => void socket.once('data', () => cut(socket)),
    });
    const url = server.url.replace('http:', 'https:');
    const result = await makeHttp()(post(url));
    expect(result).toEqual({ failure: 'network', sent: !knowsConnecting, reason: 'ECONNRESET' });
    expect(server.connections).toHaveLength(1);
  });

  test('sends nothing if the deadline passes during the handshake, and nothing later', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
    await using gate = await startGate(server.url);
    const result = await makeHttp()(post(gate.url, { timeoutMs: 100 }));
    expect(result).toEqual(
      knowsConnecting
        ? { failure: 'timeout', sent: false, reason: 'ETIMEDOUT' }
        : { failure: 'timeout', sent: true },
    );
    await gate.open();
    expect(gate.arrivals).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });

  test('sends nothing if the signal aborts during the handshake, and nothing later', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
    const controller = new AbortController();
    await using gate = await startGate(server.url, () => controller.abort());
    const result = await makeHttp()(post(gate.url, { signal: controller.signal }));
    expect(result).toEqual({ failure: 'aborted', sent: !knowsConnecting });
    await gate.open();
    expect(gate.arrivals).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });

  test('sends the next message over the connection that came too late, or another', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
    await using gate = await startGate(server.url);
    const http = makeHttp();
    await http(post(gate.url, { timeoutMs: 50 }));
    await gate.open();
    expect(await http(post(gate.url))).toMatchObject({ status: 200, body: 'ok' });
    expect(server.requests).toHaveLength(1);
  });

  test('reports an unknown outcome if the connection breaks after the handshake', async () => {
    await using server = await startRawServer((socket) => void socket.destroy(), { tls: trusted });
    expect(await makeHttp()(post(server.url))).toEqual({
      failure: 'network',
      sent: true,
      reason: 'ECONNRESET',
    });
    expect(server.requests).toHaveLength(1);
    expect(server.connections).toHaveLength(1);
  });
});

// `fetch` does not say when a connection stands.
describe.each(adapters.filter(({ knowsConnecting }) => knowsConnecting))(
  '$name waits for a connection',
  ({ makeHttp }) => {
    const tooLate = { failure: 'timeout', sent: false, reason: 'ETIMEDOUT' };

    test('no longer than connectTimeoutMs', async () => {
      await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
      await using gate = await startGate(server.url);
      const start = performance.now();
      const result = await makeHttp()(post(gate.url, { connectTimeoutMs: 100, timeoutMs: 20_000 }));
      expect(result).toEqual(tooLate);
      expect(performance.now() - start).toBeLessThan(4000);
      await gate.open();
      expect(server.requests).toEqual([]);
    });

    test('no longer than five seconds by default', async () => {
      await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
      await using gate = await startGate(server.url);
      const start = performance.now();
      expect(await makeHttp()(post(gate.url, { timeoutMs: 20_000 }))).toEqual(tooLate);
      const waited = performance.now() - start;
      expect(waited).toBeGreaterThan(4900);
      expect(waited).toBeLessThan(10_000);
    });

    test('and then as long as timeoutMs for the answer', async () => {
      await using server = await startRawServer(
        (socket) => void setTimeout(() => answer(socket, 'ok'), 400),
        { tls: trusted },
      );
      const result = await makeHttp()(post(server.url, { connectTimeoutMs: 200 }));
      expect(result).toMatchObject({ status: 200 });
    });
  },
);
