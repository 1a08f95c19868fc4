import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { adapters, post } from './support/adapters.ts';

// In a thread of its own, so that it closes connections while this one is frozen. Posts its port, then each request.
const closingServer = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((request, response) => {
    parentPort.postMessage('request');
    response.setHeader('connection', 'keep-alive');
    request.resume().on('end', () => response.end('ok'));
    setTimeout(() => server.closeIdleConnections(), 100);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

// The fetch adapter's connections are the platform's own.
const own = adapters.filter(({ name }) => name !== 'fetch');

describe.each(own)('$name', ({ makeHttp }) => {
  test('uses a new connection if the kept one was closed while the process was frozen', async () => {
    const server = new Worker(closingServer, { eval: true });
    const [port] = (await once(server, 'message')) as [number];
    const requests: unknown[] = [];
    server.on('message', (request) => requests.push(request));
    const url = `http://127.0.0.1:${port}/`;
    const http = makeHttp();
    expect(await http(post(url))).toMatchObject({ status: 200 });

    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100);
    expect(await http(post(url))).toMatchObject({ status: 200 });
    await expect.poll(() => requests.length).toBe(2);
    await server.terminate();
  });
});
