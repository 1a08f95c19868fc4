import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import { makeCertificate } from '../../packages/core/test/support/certificates.ts';
import { startProxy } from '../../packages/core/test/support/proxy.ts';
import { answer, startRawServer } from '../../packages/core/test/support/raw-server.ts';
import { run } from './run.ts';

const { consumer } = inject('release');
const installed = (file: string) => path.join(import.meta.dirname, 'node_modules', file);

writeFileSync(
  path.join(consumer.folder, 'http.mjs'),
  `
  const { argv } = await import('node:process');
  const [adapter, url, times, body] = argv.slice(2);
  const http =
    adapter === 'got'
      ? (await import('@sms-connectors/core/got')).gotHttp()
      : (await import('@sms-connectors/core/fetch')).fetchHttp();
  const results = [];
  for (let index = 0; index < Number(times); index += 1) {
    const headers = { 'content-type': 'text/plain' };
    results.push(await http({ method: 'POST', url, headers, body, timeoutMs: 20_000 }));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  console.log(JSON.stringify(results));
  await http.close?.();
  `,
);

const deno = [
  installed('@deno/linux-x64-glibc/deno'),
  'run',
  '--quiet',
  '--no-prompt',
  '--node-modules-dir=manual',
];
const runtimes = [
  { name: 'Node 22 with got', command: [installed('node-22/bin/node')], adapter: 'got' },
  { name: 'Node 22 with fetch', command: [installed('node-22/bin/node')], adapter: 'fetch' },
  { name: 'Node 24 with got', command: [installed('node-24/bin/node')], adapter: 'got' },
  { name: 'Node 24 with fetch', command: [installed('node-24/bin/node')], adapter: 'fetch' },
  { name: 'Bun', command: [installed('@oven/bun-linux-x64/bin/bun'), 'run'], adapter: 'fetch' },
  { name: 'Deno', command: [...deno, '--allow-net', '--allow-env'], adapter: 'fetch' },
] as const;

interface Sends {
  readonly times?: number;
  readonly env?: NodeJS.ProcessEnv;
}

describe.each(runtimes)('on $name', ({ name, command: [command, ...flags], adapter }) => {
  /** Sends a number of requests from a process of that runtime. */
  async function send(url: string, { times = 1, env = {} }: Sends = {}) {
    const stdout = await run(command, [...flags, 'http.mjs', adapter, url, String(times), 'x'], {
      cwd: consumer.folder,
      env: { ...consumer.env, ...env },
    });
    return JSON.parse(stdout) as unknown;
  }

  test('a request is not repeated if its kept connection dies after it was read', async () => {
    await using server = await startRawServer((socket, index) => {
      if (index === 0) answer(socket, 'ok');
      else socket.resetAndDestroy();
    });
    expect(await send(server.url, { times: 2 })).toMatchObject([
      { status: 200 },
      { failure: 'network', sent: true, reason: 'ECONNRESET' },
    ]);
    expect(server.requests).toHaveLength(2);
    expect(server.connections).toHaveLength(1);
  });

  test('a request is not repeated after the answer 421', async () => {
    const head = 'HTTP/1.1 421 Misdirected Request';
    await using server = await startRawServer((socket) => answer(socket, 'no', head));
    expect(await send(server.url, { times: 2 })).toMatchObject([{ status: 421 }, { status: 421 }]);
    expect(server.requests).toHaveLength(2);
    for (const request of server.requests) expect(request).toMatch(/^content-length: 1\r$/im);
  });

  test('the answer 101 is refused at once', async () => {
    await using server = await startRawServer(
      (socket) =>
        void socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
        ),
    );
    expect(await send(server.url)).toEqual([{ failure: 'invalid_response', sent: true }]);
  });

  test('nothing is sent to a port that is closed', async () => {
    const { url } = await closedServer();
    const failure = { failure: 'network', sent: false, reason: 'ECONNREFUSED' };
    expect(await send(url)).toEqual([failure]);
  });

  test('nothing is sent to a host that does not exist', async () => {
    const failure = { failure: 'network', sent: false, reason: 'ENOTFOUND' };
    expect(await send('https://sms-connectors.invalid/')).toEqual([failure]);
  });

  test('nothing is sent to a server whose certificate is not trusted', async () => {
    const tls = await makeCertificate();
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls });
    const reason =
      name === 'Deno' ? 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' : 'DEPTH_ZERO_SELF_SIGNED_CERT';
    expect(await send(server.url)).toEqual([{ failure: 'network', sent: false, reason }]);
    expect(server.requests).toEqual([]);
  });

  test('nothing is sent if the environment’s proxy refuses', async () => {
    await using proxy = await startProxy({ status: 407 });
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url };
    const failure = { failure: 'network', sent: false, reason: 'ERR_PROXY_TUNNEL' };
    expect(await send('https://provider.test/', { env })).toEqual([failure]);
    expect(proxy.requests[0]).toBe('CONNECT provider.test:443');
  });

  test('nothing for this machine goes through the environment’s proxy', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    await using proxy = await startProxy({ target: server.url });
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url };
    expect(await send(server.url, { env })).toMatchObject([
      adapter === 'fetch'
        ? { failure: 'network', sent: false, reason: 'ERR_PROXY_LOOPBACK' }
        : { status: 200 },
    ]);
    expect(proxy.requests).toEqual([]);
  });
});

async function closedServer() {
  await using server = await startRawServer(() => undefined);
  return { url: server.url };
}
