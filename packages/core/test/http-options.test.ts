import https from 'node:https';
import { Agent, type Dispatcher, fetch as undiciFetch, ProxyAgent } from 'undici';
import { type FetchInit, fetchHttp } from '@sms-connectors/core/fetch';
import { gotHttp } from '@sms-connectors/core/got';
import { undiciHttp } from '@sms-connectors/core/undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { post } from './support/adapters.ts';
import { makeCertificate } from './support/certificates.ts';
import { startGate } from './support/gate.ts';
import { startProxy } from './support/proxy.ts';
import { answer, startRawServer } from './support/raw-server.ts';

const tls = await makeCertificate();
const start = () => startRawServer((socket) => answer(socket, 'ok'), { tls });
const ok = { status: 200, body: 'ok' };

function closedAtTheEnd<SomeDispatcher extends Dispatcher>(dispatcher: SomeDispatcher) {
  onTestFinished(() => dispatcher.close());
  return dispatcher;
}

describe('gotHttp', () => {
  test('trusts the authorities in `ca`', async () => {
    await using server = await start();
    expect(await gotHttp({ ca: tls.cert })(post(server.url))).toMatchObject(ok);
    expect(await gotHttp()(post(server.url))).toMatchObject({ failure: 'network', sent: false });
  });

  test('sends `https:` through the agent that it is given', async () => {
    await using server = await start();
    const agent = new https.Agent({ ca: tls.cert });
    expect(await gotHttp({ agent })(post(server.url))).toMatchObject(ok);
    agent.destroy();
  });

  test('sends nothing if such an agent gives away a connection whose handshake fails', async () => {
    await using server = await start();
    await using gate = await startGate(server.url);
    const agent = new https.Agent({ ca: tls.cert, keepAlive: true });
    const result = await gotHttp({ agent })(post(gate.url, { timeoutMs: 100 }));
    expect(result).toEqual({ failure: 'timeout', sent: false, reason: 'ETIMEDOUT' });
    agent.destroy();
  });
});

describe('undiciHttp', () => {
  test('sends through the dispatcher that it is given', async () => {
    await using server = await start();
    const dispatcher = closedAtTheEnd(new Agent({ connect: { ca: tls.cert } }));
    expect(await undiciHttp({ dispatcher })(post(server.url))).toMatchObject(ok);
  });

  test('sends nothing if a proxy of the dispatcher refuses', async () => {
    await using proxy = await startProxy({ status: 407 });
    const dispatcher = closedAtTheEnd(new ProxyAgent(proxy.url));
    const result = await undiciHttp({ dispatcher })(post('https://provider.test/'));
    expect(result).toEqual({ failure: 'network', sent: false, reason: 'ERR_PROXY_TUNNEL' });
    expect(proxy.requests).toHaveLength(1);
  });
});

describe('fetchHttp', () => {
  test('sends with the `fetch` that it is given, for example undici’s with a dispatcher', async () => {
    await using server = await start();
    const dispatcher = closedAtTheEnd(new Agent({ connect: { ca: tls.cert } }));
    const http = fetchHttp({
      fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
    });
    expect(await http(post(server.url))).toMatchObject(ok);
  });

  test('gives it the body as text, and a signal that ends with the deadline', async () => {
    const seen: FetchInit[] = [];
    const http = fetchHttp({
      fetch: (_url, init) => {
        seen.push(init);
        return new Promise(() => undefined);
      },
    });
    const request = post('https://provider.test/', { timeoutMs: 20 });
    expect(await http(request)).toEqual({ failure: 'timeout', sent: true });
    expect(seen).toMatchObject([{ method: 'POST', body: request.body, redirect: 'manual' }]);
    expect(seen[0]?.signal.aborted).toBe(true);
  });

  test('fits the platform’s own', async () => {
    await using server = await startRawServer((socket) => answer(socket, 'ok'));
    expect(await fetchHttp({ fetch })(post(server.url))).toMatchObject(ok);
  });
});
