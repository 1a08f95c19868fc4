import { setTimeout as delay } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';
import { startGate } from './support/gate.ts';
import { answer, startRawServer } from './support/raw-server.ts';

async function certificate() {
  const altNames = [{ type: 7, ip: '127.0.0.1' }] as const;
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'a test' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
  });
  return { key, cert };
}

const trusted = await certificate();
const stranger = await certificate();
const standard = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([...standard, trusted.cert]));
afterAll(() => setDefaultCACertificates(standard));

describe.each(adapters)('$name', ({ makeHttp, tellsConnecting }) => {
  test('sends to a server whose certificate it trusts, over one connection', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
    const http = makeHttp();
    expect(await http(post(server.url))).toMatchObject({ status: 200, body: 'ok' });
    await delay(20);
    expect(await http(post(server.url))).toMatchObject({ status: 200, body: 'ok' });
    expect(server.connections).toHaveLength(1);
  });

  test('sends nothing to one whose certificate it does not', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: stranger });
    expect(await makeHttp()(post(server.url))).toEqual({ failure: 'network', sent: false });
    expect(server.connections).toHaveLength(1);
    await delay(30);
    expect(server.requests).toEqual([]);
  });

  test('sends nothing to one under another name', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
    const url = server.url.replace('127.0.0.1', 'localhost');
    expect(await makeHttp()(post(url))).toEqual({ failure: 'network', sent: false });
    await delay(30);
    expect(server.requests).toEqual([]);
  });

  test('sends nothing to one that speaks no TLS', async () => {
    await using server = await startRawServer(() => undefined, {
      onConnection: (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    });
    const url = server.url.replace('http:', 'https:');
    const result = await makeHttp()(post(url));
    expect(result).toEqual({ failure: 'network', sent: !tellsConnecting });
    expect(server.requests).toEqual([]);
  });

  test('sends nothing where the handshake is cut', async () => {
    await using server = await startRawServer(() => undefined, {
      onConnection: (socket) => void socket.once('data', () => socket.resetAndDestroy()),
    });
    const url = server.url.replace('http:', 'https:');
    const result = await makeHttp()(post(url));
    expect(result).toEqual({ failure: 'network', sent: !tellsConnecting });
    expect(server.connections).toHaveLength(1);
  });

  test('knows a message for unsent where the deadline comes in the handshake, and leaves it so', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
    await using gate = await startGate(server.url);
    const result = await makeHttp()(post(gate.url, { timeoutMs: 100 }));
    expect(result).toEqual({ failure: 'timeout', sent: !tellsConnecting });
    await gate.open();
    expect(gate.arrivals).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });

  test('knows a message for unsent where it is given up in the handshake, and leaves it so', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: trusted });
    const controller = new AbortController();
    await using gate = await startGate(server.url, () => controller.abort());
    const result = await makeHttp()(post(gate.url, { signal: controller.signal }));
    expect(result).toEqual({ failure: 'aborted', sent: !tellsConnecting });
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

  test('says that a message may have gone out where the connection breaks after the handshake', async () => {
    await using server = await startRawServer((socket) => void socket.destroy(), { tls: trusted });
    expect(await makeHttp()(post(server.url))).toEqual({ failure: 'network', sent: true });
    expect(server.requests).toHaveLength(1);
    expect(server.connections).toHaveLength(1);
  });
});
