import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { closedPort } from '../src/testing/conformance/closed-port.ts';
import { adapters, post } from './support/adapters.ts';
import { faults } from './support/faults.ts';
import { answer, startRawServer } from './support/raw-server.ts';

describe.each(adapters)('$name', ({ makeHttp }) => {
  describe.concurrent('after the request was written, the outcome is unknown and nothing is repeated', () => {
    test.each(faults)('$name', async ({ serve, failure, reason }) => {
      await using server = await startRawServer(serve);
      const http = makeHttp();
      const start = performance.now();
      const timeoutMs = failure === 'timeout' ? 1500 : 60_000;
      const result = await http(post(server.url, { timeoutMs }));
      expect(result).toEqual({ failure, sent: true, reason });
      // All but a timeout are noticed at once.
      expect(performance.now() - start).toBeLessThan(30_000);
      await vi.waitFor(() => expect(server.connections.every(isDestroyed)).toBe(true));
      await delay(30);
      expect(server.requests).toHaveLength(1);
      expect(server.connections).toHaveLength(1);
    });
  });

  test('reads little of an endless body', async () => {
    const pouring = faults.find(({ name }) => name === 'an endless body');
    await using server = await startRawServer(pouring?.serve ?? (() => undefined));
    const before = process.memoryUsage().arrayBuffers;
    await makeHttp()(post(server.url));
    const [connection] = server.connections;
    await vi.waitFor(() => expect(connection?.destroyed).toBe(true));
    // What sockets hold on both sides counts too.
    expect(connection?.bytesWritten).toBeLessThan(16 * 2 ** 20);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
  });

  test('reads an answer of 64 KiB, and refuses one of a byte more', async () => {
    await using server = await startRawServer((socket, index) =>
      answer(socket, 'x'.repeat(2 ** 16 + index)),
    );
    const http = makeHttp();
    expect(await http(post(server.url))).toMatchObject({ status: 200, body: 'x'.repeat(2 ** 16) });
    expect(await http(post(server.url))).toEqual({ failure: 'invalid_response', sent: true });
  });

  describe('before the request was written, nothing was sent:', () => {
    test('a refused connection', async () => {
      await using closed = await closedPort();
      expect(await makeHttp()(post(closed.url))).toEqual({
        failure: 'network',
        sent: false,
        reason: 'ECONNREFUSED',
      });
    });

    test('an unknown host name', async () => {
      const url = 'https://sms-connectors.invalid/messages';
      expect(await makeHttp()(post(url))).toEqual({
        failure: 'network',
        sent: false,
        reason: 'ENOTFOUND',
      });
    });

    test.each([
      ['a header value that HTTP does not allow', { headers: { authorization: 'Bearer a\nb: c' } }],
      ['an invalid address', { url: 'https://' }],
      ['an invalid port', { url: 'http://127.0.0.1:99999/' }],
    ])('%s', async (_, request) => {
      await using server = await startRawServer((socket) => answer(socket, ''));
      const result = await makeHttp()(post(server.url, request));
      expect(result).toEqual({ failure: 'network', sent: false });
      expect(server.requests).toEqual([]);
    });
  });
});

const isDestroyed = ({ destroyed }: Socket): boolean => destroyed;
