import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { closedPort } from '../src/testing/conformance/closed-port.ts';
import { makeCertificate } from './support/certificates.ts';
import { startProxy } from './support/proxy.ts';
import { answer, startRawServer } from './support/raw-server.ts';
import { runProgram } from './support/run-program.ts';

const tls = await makeCertificate({ hostName: '*.provider.test' });
const folder = mkdtempSync(path.join(tmpdir(), 'proxy-test-'));
const caFile = path.join(folder, 'ca.pem');
writeFileSync(caFile, tls.cert);
afterAll(() => rmSync(folder, { recursive: true }));

const adapters = ['got', 'undici', 'fetch'] as const;
type Adapter = (typeof adapters)[number];
/** Each adapter sends to a host of its own, so that the proxy's requests say who sent them. */
const hosts = adapters.map((name) => `${name}.provider.test`);
const connects = hosts.map((host) => `CONNECT ${host}:443`);

interface SendOptions {
  readonly using?: readonly Adapter[];
  /** By default the adapter's host. */
  readonly url?: string;
  readonly limits?: object;
}

/** Sends with each adapter, in one process of their own: Node reads the proxy's variables when it starts. */
function send(
  env: Readonly<Record<string, string>>,
  { using = adapters, url, limits = { timeoutMs: 20_000 } }: SendOptions = {},
) {
  const requests = using.map((name) => ({
    name,
    method: 'POST',
    url: url === undefined ? `https://${name}.provider.test/messages` : `${url}/${name}`,
    headers: { authorization: 'Bearer token' },
    body: 'x',
    ...limits,
  }));
  return runProgram(
    `
    const send = async ({ name, ...request }) => {
      const { [name + 'Http']: adapter } = await import('@sms-connectors/core/' + name);
      const http = adapter();
      const result = await http(request);
      await http.close?.();
      return [name, result];
    };
    const results = await Promise.all(${JSON.stringify(requests)}.map(send));
    process.stdout.write(JSON.stringify(Object.fromEntries(results)));
    `,
    { env: { NODE_EXTRA_CA_CERTS: caFile, ...env } },
  );
}

function each(result: object, using: readonly Adapter[] = adapters) {
  return Object.fromEntries(using.map((name) => [name, result]));
}

describe('got, undici and fetch', () => {
  test.each([
    ['NODE_USE_ENV_PROXY and HTTPS_PROXY', 'HTTPS_PROXY'],
    ['NODE_USE_ENV_PROXY and https_proxy', 'https_proxy'],
  ])('send through the proxy that %s name', async (_, variable) => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls });
    await using proxy = await startProxy({ target: server.url });
    const results = await send({ NODE_USE_ENV_PROXY: '1', [variable]: proxy.url });
    expect(results).toMatchObject(each({ status: 200, body: 'ok' }));
    expect(proxy.requests.toSorted()).toEqual(connects.toSorted());
    expect(server.requests).toHaveLength(adapters.length);
    // The proxy sees TLS alone.
    expect(proxy.sockets).toHaveLength(adapters.length);
  });

  test('send past it to a host in NO_PROXY', async () => {
    await using proxy = await startProxy({ status: 502 });
    const NO_PROXY = hosts.join(',');
    const results = await send({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url, NO_PROXY });
    expect(results).toEqual(each({ failure: 'network', sent: false, reason: 'ENOTFOUND' }));
    expect(proxy.requests).toEqual([]);
  });

  test('send past it unless Node is told to use the environment', async () => {
    await using proxy = await startProxy({ status: 502 });
    const results = await send({ HTTPS_PROXY: proxy.url });
    expect(results).toEqual(each({ failure: 'network', sent: false, reason: 'ENOTFOUND' }));
    expect(proxy.requests).toEqual([]);
  });

  test.each([407, 502])('send nothing if the proxy answers %i', async (status) => {
    await using proxy = await startProxy({ status });
    const results = await send({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url });
    expect(results).toEqual(each({ failure: 'network', sent: false, reason: 'ERR_PROXY_TUNNEL' }));
    expect([...new Set(proxy.requests)].toSorted()).toEqual(connects.toSorted());
  });

  test('send nothing if nobody listens at the proxy’s address', async () => {
    await using closed = await closedPort();
    const results = await send({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: closed.url });
    expect(results).toEqual(each({ failure: 'network', sent: false, reason: 'ECONNREFUSED' }));
  });

  test('send nothing if the certificate behind the proxy is not trusted', async () => {
    const stranger = await makeCertificate({ hostName: '*.provider.test' });
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: stranger });
    await using proxy = await startProxy({ target: server.url });
    const results = await send({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url });
    const reason = 'DEPTH_ZERO_SELF_SIGNED_CERT';
    expect(results).toEqual(each({ failure: 'network', sent: false, reason }));
    expect(server.requests).toEqual([]);
  });
});

/** The environment that names a proxy for everything. */
const forEverything = ({ url }: { readonly url: string }) =>
  ({ NODE_USE_ENV_PROXY: '1', HTTP_PROXY: url, HTTPS_PROXY: url }) as const;

describe('got and undici', () => {
  const using = ['got', 'undici'] as const;

  test('send past the proxy what is for this machine', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    await using proxy = await startProxy({ target: server.url });
    const results = await send(forEverything(proxy), { using, url: server.url });
    expect(results).toMatchObject(each({ status: 200 }, using));
    expect(proxy.requests).toEqual([]);
    const lines = server.requests.map((request) => request.split(' HTTP')[0]);
    expect(lines).toHaveLength(using.length);
    expect(new Set(lines)).toEqual(new Set(['POST /got', 'POST /undici']));
  });

  test('wait for the proxy no longer than connectTimeoutMs, and have sent nothing', async () => {
    await using proxy = await startProxy('silent');
    const start = performance.now();
    const limits = { timeoutMs: 50_000, connectTimeoutMs: 2000 };
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url };
    const results = await send(env, { using, limits });
    const failure = { failure: 'timeout', sent: false, reason: 'ETIMEDOUT' };
    expect(results).toEqual(each(failure, using));
    const wanted = ['CONNECT got.provider.test:443', 'CONNECT undici.provider.test:443'];
    expect(proxy.requests.toSorted()).toEqual(wanted);
    // The process has ended, too: the half-open tunnels do not hold it.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

// The connections of `fetch` are the platform’s: it can only refuse.
test('fetch sends nothing that is for this machine and would go through the proxy in clear text', async () => {
  await using server = await startRawServer((socket) => answer(socket, 'ok'));
  await using proxy = await startProxy({ target: server.url });
  const env = forEverything(proxy);
  const options = { using: ['fetch'], url: server.url } as const;
  const refused = { failure: 'network', sent: false, reason: 'ERR_PROXY_LOOPBACK' };
  expect(await send(env, options)).toEqual({ fetch: refused });
  expect(server.requests).toEqual([]);
  const except = { ...env, NO_PROXY: 'elsewhere.test,127.0.0.1' };
  expect(await send(except, options)).toMatchObject({ fetch: { status: 200 } });
  expect(server.requests).toHaveLength(1);
  expect(proxy.requests).toEqual([]);
});
