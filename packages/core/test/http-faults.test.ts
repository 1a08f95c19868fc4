import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { adapters, post } from './support/adapters.ts';
import { faults } from './support/faults.ts';
import { answer, startRawServer } from './support/raw-server.ts';

describe.each(adapters)('$name', ({ makeHttp }) => {
  describe.concurrent('after the request, tries once and says that it may have gone out', () => {
    test.each(faults)('$name', async ({ serve, failure }) => {
      await using server = await startRawServer(serve);
      const http = makeHttp();
      const start = performance.now();
      const timeoutMs = failure === 'timeout' ? 400 : 5000;
      expect(await http(post(server.url, { timeoutMs }))).toEqual({ failure, sent: true });
      expect(performance.now() - start).toBeLessThan(timeoutMs + 2000);
      await vi.waitFor(() => expect(server.connections.every(isDestroyed)).toBe(true));
      await delay(30);
      expect(server.requests).toHaveLength(1);
      expect(server.connections).toHaveLength(1);
    });
  });

  test('reads little of a body without end', async () => {
    const pouring = faults.find(({ name }) => name === 'a body without end');
    await using server = await startRawServer(pouring?.serve ?? (() => undefined));
    const before = process.memoryUsage().arrayBuffers;
    await makeHttp()(post(server.url));
    const [connection] = server.connections;
    await vi.waitFor(() => expect(connection?.destroyed).toBe(true));
    // What sockets hold on both sides counts too.
    expect(connection?.bytesWritten).toBeLessThan(16 * 2 ** 20);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
  });

  test('takes an answer of 64 KiB, and none of a byte more', async () => {
    await using server = await startRawServer((socket, index) =>
      answer(socket, 'x'.repeat(2 ** 16 + index)),
    );
    const http = makeHttp();
    expect(await http(post(server.url))).toMatchObject({ status: 200, body: 'x'.repeat(2 ** 16) });
    expect(await http(post(server.url))).toEqual({ failure: 'invalid_response', sent: true });
  });

  describe('before the request, says that nothing went out', () => {
    test('a refused connection', async () => {
      const { url } = await closedServer();
      expect(await makeHttp()(post(url))).toEqual({ failure: 'network', sent: false });
    });

    test('a name that is not known', async () => {
      const url = 'https://sms-connectors.invalid/messages';
      expect(await makeHttp()(post(url))).toEqual({ failure: 'network', sent: false });
    });

    test.each([
      ['a header that HTTP does not have', { headers: { authorization: 'Bearer a\nb: c' } }],
      ['an address that is none', { url: 'https://' }],
      ['a port that is none', { url: 'http://127.0.0.1:99999/' }],
    ])('%s', async (_, request) => {
      await using server = await startRawServer((socket) => answer(socket, ''));
      const result = await makeHttp()(post(server.url, request));
      expect(result).toEqual({ failure: 'network', sent: false });
      expect(server.requests).toEqual([]);
    });
  });
});

const isDestroyed = ({ destroyed }: Socket): boolean => destroyed;

async function closedServer() {
  await using server = await startRawServer(() => undefined);
  return { url: server.url };
}
