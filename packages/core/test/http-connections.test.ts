import { getEventListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { gotHttp } from '@sms-connectors/core/got';
import { describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';
import { answer, type RawServer, startRawServer } from './support/raw-server.ts';

// The time that clients need to notice the end of an answer or of a connection.
const idle = 20;

describe.each(adapters)('$name', ({ makeHttp }) => {
  describe('a kept connection', () => {
    test('carries one message after another', async () => {
      await using server = await startRawServer((socket, index) => answer(socket, `${index}`));
      const http = makeHttp();
      for (const body of ['0', '1', '2']) {
        expect(await http(post(server.url))).toMatchObject({ status: 200, body });
        await delay(idle);
      }
      expect(server.connections).toHaveLength(1);
    });

    test('is replaced if the server has closed it in the meantime', async () => {
      await using server = await startRawServer((socket) => answer(socket, 'ok'));
      const http = makeHttp();
      await http(post(server.url));
      server.connections[0]?.end();
      await allClosed(server);
      expect(await http(post(server.url))).toMatchObject({ status: 200 });
      expect(server.requests).toHaveLength(2);
      expect(server.connections).toHaveLength(2);
    });

    test('that is reset during the second request leaves its outcome unknown, and the request is not repeated', async () => {
      await using server = await startRawServer((socket, index) => {
        if (index === 0) answer(socket, 'ok');
        else socket.resetAndDestroy();
      });
      const http = makeHttp();
      await http(post(server.url));
      await delay(idle);
      expect(await http(post(server.url))).toEqual({
        failure: 'network',
        sent: true,
        reason: 'ECONNRESET',
      });
      await delay(idle);
      expect(server.requests).toHaveLength(2);
      expect(server.connections).toHaveLength(1);
    });

    test('over which nothing answers leaves the outcome unknown', async () => {
      await using server = await startRawServer((socket, index) => {
        if (index === 0) answer(socket, 'ok');
      });
      const http = makeHttp();
      await http(post(server.url));
      await delay(idle);
      const result = await http(post(server.url, { timeoutMs: 1000 }));
      expect(result).toEqual({ failure: 'timeout', sent: true });
      expect(server.connections).toHaveLength(1);
    });

    test('is not used again after a failure', async () => {
      await using server = await startRawServer((socket, index) => {
        if (index > 0) answer(socket, 'ok');
      });
      const http = makeHttp();
      await http(post(server.url, { timeoutMs: 1000 }));
      expect(await http(post(server.url))).toMatchObject({ status: 200, body: 'ok' });
      expect(server.connections).toHaveLength(2);
    });

    test('is joined by others for concurrent messages, each with its own answer', async () => {
      await using server = await startRawServer((socket) => {
        const request = server.requests.at(-1) ?? '';
        setTimeout(() => answer(socket, request.slice(request.indexOf('\r\n\r\n') + 4)), 20);
      });
      const http = makeHttp();
      const bodies = Array.from({ length: 20 }, (_, index) => `message ${index}`);
      const results = await Promise.all(bodies.map((body) => http(post(server.url, { body }))));
      expect(results.map((result) => 'body' in result && result.body)).toEqual(bodies);
      expect(server.requests).toHaveLength(20);
    });
  });

  describe('a signal', () => {
    test('aborted before the start: nothing is sent', async () => {
      await using server = await startRawServer((socket) => answer(socket, 'ok'));
      const signal = AbortSignal.abort(new Error('enough'));
      const result = await makeHttp()(post(server.url, { signal }));
      expect(result).toEqual({ failure: 'aborted', sent: false });
      await delay(idle);
      expect(server.requests).toHaveLength(0);
    });

    test('aborted after the request was written: the outcome is unknown', async () => {
      const controller = new AbortController();
      await using server = await startRawServer(() => controller.abort());
      const result = await makeHttp()(post(server.url, { signal: controller.signal }));
      expect(result).toEqual({ failure: 'aborted', sent: true });
      await allClosed(server);
    });

    test('aborted while the answer arrives: the outcome is unknown', async () => {
      const controller = new AbortController();
      await using server = await startRawServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id"');
        setTimeout(() => controller.abort('a reason that is not an error'), 30);
      });
      const result = await makeHttp()(post(server.url, { signal: controller.signal }));
      expect(result).toEqual({ failure: 'aborted', sent: true });
      await allClosed(server);
    });

    test('that never aborts has no listener left', async () => {
      const { signal } = new AbortController();
      await using server = await startRawServer((socket, index) => {
        if (index < 10) answer(socket, 'ok');
        else socket.resetAndDestroy();
      });
      const http = makeHttp();
      for (let index = 0; index < 12; index += 1) await http(post(server.url, { signal }));
      await delay(idle);
      expect(server.requests).toHaveLength(12);
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    });

    test('aborted after the answer changes nothing', async () => {
      const controller = new AbortController();
      await using server = await startRawServer((socket) => answer(socket, 'ok'));
      const http = makeHttp();
      const { signal } = controller;
      expect(await http(post(server.url, { signal }))).toMatchObject({ status: 200 });
      controller.abort();
      await delay(idle);
      expect(await http(post(server.url))).toMatchObject({ status: 200 });
      expect(server.connections).toHaveLength(1);
    });
  });
});

async function allClosed({ connections }: RawServer): Promise<void> {
  expect(connections).toHaveLength(1);
  await expect.poll(() => connections.every(({ destroyed }) => destroyed)).toBe(true);
}

test('got: the time that a message waits for a connection in use is not the provider’s', async () => {
  // Each connection takes 300 ms for a message, and there are fewer connections than messages.
  await using server = await startRawServer((socket) => {
    setTimeout(() => answer(socket, 'ok'), 300);
  });
  const http = gotHttp();
  const limits = { connectTimeoutMs: 200, timeoutMs: 20_000 };
  const sends = Array.from({ length: 300 }, () => http(post(server.url, limits)));
  const results = await Promise.all(sends);
  expect(results.filter((result) => 'failure' in result)).toEqual([]);
  expect(server.requests).toHaveLength(300);
  await http.close?.();
});
