import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { fetchHttp } from '@sms-connectors/core/fetch';
import { gotHttp } from '@sms-connectors/core/got';
import { undiciHttp } from '@sms-connectors/core/undici';
import { describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';
import { makeCertificate } from './support/certificates.ts';
import { startGate } from './support/gate.ts';
import { startProxy } from './support/proxy.ts';
import { answer, startRawServer } from './support/raw-server.ts';
import { runProgram } from './support/run-program.ts';

const closed = { failure: 'network', sent: false, reason: 'ERR_HTTP_CLIENT_CLOSED' };
const tls = await makeCertificate();

async function startServer(server: Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    count: () =>
      new Promise<number>((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

const echo = () => createServer((request, response) => void request.pipe(response));

describe.each(adapters.filter(({ name }) => name !== 'fetch'))('$name', ({ makeHttp }) => {
  test('leaves no connection of sixty clients open', async () => {
    await using server = await startServer(echo());
    const clients = Array.from({ length: 60 }, makeHttp);
    for (const http of clients) expect(await http(post(server.url))).toMatchObject({ status: 200 });
    expect(await server.count()).toBe(60);
    await Promise.all(clients.map(async (http) => http.close?.()));
    await expect.poll(server.count).toBe(0);
  });

  test('lets a request under way end, and closes its connection then', async () => {
    await using server = await startRawServer((socket) => {
      setTimeout(() => answer(socket, 'ok'), 200);
    });
    const http = makeHttp();
    const underWay = http(post(server.url));
    await expect.poll(() => server.requests.length).toBe(1);
    const closing = http.close?.();
    expect(await http(post(server.url))).toEqual(closed);
    expect(await underWay).toMatchObject({ status: 200, body: 'ok' });
    await closing;
    await expect.poll(() => server.connections.every(({ destroyed }) => destroyed)).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('waits no longer than the deadline of a request that gets no answer', async () => {
    await using server = await startRawServer(() => undefined);
    const http = makeHttp();
    const underWay = http(post(server.url, { timeoutMs: 300 }));
    await http.close?.();
    expect(await underWay).toEqual({ failure: 'timeout', sent: true });
    await expect.poll(() => server.connections.every(({ destroyed }) => destroyed)).toBe(true);
  });

  test('closes a connection whose handshake outlived its request', async () => {
    await using server = await startRawServer(() => undefined, { tls });
    await using gate = await startGate(server.url);
    const http = makeHttp();
    expect(await http(post(gate.url, { timeoutMs: 50 }))).toMatchObject({ sent: false });
    await http.close?.();
    await gate.open();
    await expect.poll(() => gate.arrivals.every(({ destroyed }) => destroyed)).toBe(true);
    expect(gate.arrivals).toHaveLength(1);
  });

  test('sends nothing afterwards, and may be closed again', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    const http = makeHttp();
    await http.close?.();
    await http.close?.();
    expect(await http(post(server.url))).toEqual(closed);
    expect(server.connections).toHaveLength(0);
  });

  test('lets the process end at once', async () => {
    await using server = await startServer(echo());
    const entry = makeHttp === gotHttp ? 'got' : 'undici';
    const seconds = await runProgram(`
      const { ${entry}Http } = await import('@sms-connectors/core/${entry}');
      const http = ${entry}Http();
      await http({ method: 'POST', url: '${server.url}', headers: {}, body: 'x', timeoutMs: 5000 });
      await http.close();
      const start = performance.now();
      process.on('exit', () => process.stdout.write(String((performance.now() - start) / 1000)));
    `);
    expect(seconds).toBeLessThan(1);
  });
});

test('got closes the connections that go through a proxy', async () => {
  const certificate = await makeCertificate({ hostName: 'provider.test' });
  await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: certificate });
  await using proxy = await startProxy({ target: server.url });
  const result = runProgram(
    `
    const { gotHttp } = await import('@sms-connectors/core/got');
    const http = gotHttp({ ca: ${JSON.stringify(certificate.cert)} });
    const url = 'https://provider.test/';
    const { status } = await http({ method: 'POST', url, headers: {}, timeoutMs: 5000 });
    await http.close();
    // The process goes on: its end is not what closes the connections.
    setTimeout(() => process.stdout.write(String(status)), 2000);
    `,
    { env: { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url } },
  );
  let isOver = false;
  void result.finally(() => {
    isOver = true;
  });
  await expect.poll(() => server.requests.length, { timeout: 20_000 }).toBe(1);
  await expect.poll(() => proxy.sockets.every(({ destroyed }) => destroyed)).toBe(true);
  expect(isOver).toBe(false);
  expect(await result).toBe(200);
});

test('fetch has nothing to close: its connections are the platform’s', () => {
  expect(fetchHttp().close).toBeUndefined();
});

describe('what its user made stays open:', () => {
  test('a dispatcher given to undici', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    const dispatcher = new Agent();
    const http = undiciHttp({ dispatcher });
    await http(post(server.url));
    await http.close?.();
    await delay(20);
    expect(await http(post(server.url))).toEqual(closed);
    expect(dispatcher.closed).toBe(false);
    expect(await undiciHttp({ dispatcher })(post(server.url))).toMatchObject({ status: 200 });
    expect(server.connections).toHaveLength(1);
    await dispatcher.close();
  });

  test('an agent given to got', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls });
    const agent = new HttpsAgent({ keepAlive: true, ca: tls.cert });
    const http = gotHttp({ agent });
    expect(await http(post(server.url))).toMatchObject({ status: 200 });
    await http.close?.();
    await delay(20);
    expect(await http(post(server.url))).toEqual(closed);
    expect(await gotHttp({ agent })(post(server.url))).toMatchObject({ status: 200 });
    expect(server.connections).toHaveLength(1);
    agent.destroy();
  });
});
