import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';

// A server of its own thread: it closes connections while this thread is frozen.
const closingServer = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    response.setHeader('connection', 'keep-alive');
    request.resume().on('end', () => response.end('ok'));
  });
  parentPort.on('message', (wanted) => {
    if (wanted === 'close soon') setTimeout(() => server.closeIdleConnections(), 100);
    if (wanted === 'count') parentPort.postMessage(requests);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

// The fetch adapter's connections are the platform's own.
const own = adapters.filter(({ name }) => name !== 'fetch');

describe.each(own)('$name', ({ makeHttp }) => {
  test('sends over a new connection where the kept one was closed while the process was frozen', async () => {
    const server = new Worker(closingServer, { eval: true });
    const ask = async (wanted?: string): Promise<unknown> => {
      const answer = once(server, 'message');
      if (wanted !== undefined) server.postMessage(wanted);
      return (await answer)[0] as unknown;
    };
    const url = `http://127.0.0.1:${String(await ask())}/`;
    const http = makeHttp();
    expect(await http(post(url))).toMatchObject({ status: 200 });

    server.postMessage('close soon');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100);
    expect(await http(post(url))).toMatchObject({ status: 200 });
    expect(await ask('count')).toBe(2);
    await server.terminate();
  });
});
