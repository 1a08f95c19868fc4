import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeCertificate } from './support/certificates.ts';
import { startProxy } from './support/proxy.ts';
import { answer, startRawServer } from './support/raw-server.ts';
import { runProgram } from './support/run-program.ts';

const tls = await makeCertificate({ hostName: 'provider.test' });
const folder = mkdtempSync(path.join(tmpdir(), 'proxy-test-'));
const caFile = path.join(folder, 'ca.pem');
writeFileSync(caFile, tls.cert);
afterAll(() => rmSync(folder, { recursive: true }));

const adapters = ['got', 'undici', 'fetch'] as const;

/** Sends in a process of its own: Node reads the proxy's variables when it starts. */
function send(
  name: (typeof adapters)[number],
  url: string,
  env: Readonly<Record<string, string>>,
  limits: object = { timeoutMs: 20_000 },
) {
  const request = { method: 'POST', url, headers: { authorization: 'Bearer token' }, body: 'x' };
  return runProgram(
    `
    const { ${name}Http } = await import('@sms-connectors/core/${name}');
    const http = ${name}Http();
    const result = await http(${JSON.stringify({ ...request, ...limits })});
    await http.close?.();
    process.stdout.write(JSON.stringify(result));
    `,
    { env: { NODE_EXTRA_CA_CERTS: caFile, ...env } },
  );
}

describe.each(adapters)('%s', (adapter) => {
  test.each([
    ['NODE_USE_ENV_PROXY and HTTPS_PROXY', 'HTTPS_PROXY'],
    ['NODE_USE_ENV_PROXY and https_proxy', 'https_proxy'],
  ])('sends through the proxy that %s name', async (_, variable) => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls });
    await using proxy = await startProxy({ target: server.url });
    const env = { NODE_USE_ENV_PROXY: '1', [variable]: proxy.url };
    const result = await send(adapter, 'https://provider.test/messages', env);
    expect(result).toMatchObject({ status: 200, body: 'ok' });
    expect(proxy.requests).toEqual(['CONNECT provider.test:443']);
    expect(server.requests).toHaveLength(1);
    // The proxy sees TLS alone.
    expect(proxy.sockets).toHaveLength(1);
  });

  test('sends past it to a host in NO_PROXY', async () => {
    await using proxy = await startProxy({ status: 502 });
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url, NO_PROXY: 'provider.test' };
    const result = await send(adapter, 'https://provider.test/', env);
    expect(result).toEqual({ failure: 'network', sent: false, reason: 'ENOTFOUND' });
    expect(proxy.requests).toEqual([]);
  });

  test('sends past it unless Node is told to use the environment', async () => {
    await using proxy = await startProxy({ status: 502 });
    const result = await send(adapter, 'https://provider.test/', { HTTPS_PROXY: proxy.url });
    expect(result).toEqual({ failure: 'network', sent: false, reason: 'ENOTFOUND' });
    expect(proxy.requests).toEqual([]);
  });

  test.each([407, 502])('sends nothing if the proxy answers %i', async (status) => {
    await using proxy = await startProxy({ status });
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url };
    const result = await send(adapter, 'https://provider.test/', env);
    expect(result).toEqual({ failure: 'network', sent: false, reason: 'ERR_PROXY_TUNNEL' });
    expect(proxy.requests.length).toBeGreaterThan(0);
  });

  test('sends nothing if nobody listens at the proxy’s address', async () => {
    const { url } = await closedProxy();
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: url };
    const result = await send(adapter, 'https://provider.test/', env);
    expect(result).toEqual({ failure: 'network', sent: false, reason: 'ECONNREFUSED' });
  });

  test('sends nothing if the certificate behind the proxy is not trusted', async () => {
    const stranger = await makeCertificate({ hostName: 'provider.test' });
    await using server = await startRawServer((socket) => answer(socket, 'ok'), { tls: stranger });
    await using proxy = await startProxy({ target: server.url });
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url };
    const result = await send(adapter, 'https://provider.test/', env);
    expect(result).toEqual({
      failure: 'network',
      sent: false,
      reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(server.requests).toEqual([]);
  });
});

/** The environment that names a proxy for everything. */
const forEverything = ({ url }: { readonly url: string }) =>
  ({ NODE_USE_ENV_PROXY: '1', HTTP_PROXY: url, HTTPS_PROXY: url }) as const;

describe.each(adapters.filter((name) => name !== 'fetch'))('%s', (adapter) => {
  test('sends past the proxy what is for this machine', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    await using proxy = await startProxy({ target: server.url });
    expect(await send(adapter, server.url, forEverything(proxy))).toMatchObject({ status: 200 });
    expect(proxy.requests).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  test('waits for the proxy no longer than connectTimeoutMs, and has sent nothing', async () => {
    await using proxy = await startProxy('silent');
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url };
    const start = performance.now();
    const limits = { timeoutMs: 50_000, connectTimeoutMs: 300 };
    const result = await send(adapter, 'https://provider.test/', env, limits);
    expect(result).toEqual({ failure: 'timeout', sent: false, reason: 'ETIMEDOUT' });
    expect(proxy.requests).toEqual(['CONNECT provider.test:443']);
    // The process has ended, too: the half-open tunnel does not hold it.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

// The connections of `fetch` are the platform’s: it can only refuse.
test('fetch sends nothing that is for this machine and would go through the proxy in clear text', async () => {
  await using server = await startRawServer((socket) => answer(socket, 'ok'));
  await using proxy = await startProxy({ target: server.url });
  const env = forEverything(proxy);
  const refused = { failure: 'network', sent: false, reason: 'ERR_PROXY_LOOPBACK' };
  expect(await send('fetch', server.url, env)).toEqual(refused);
  expect(server.requests).toEqual([]);
  const except = { ...env, NO_PROXY: 'elsewhere.test,127.0.0.1' };
  expect(await send('fetch', server.url, except)).toMatchObject({ status: 200 });
  expect(server.requests).toHaveLength(1);
  expect(proxy.requests).toEqual([]);
});

async function closedProxy() {
  await using proxy = await startProxy('silent');
  return { url: proxy.url };
}
