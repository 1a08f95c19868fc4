import { setTimeout as delay } from 'node:timers/promises';
import { type Http, accessTokens, type HttpResponse, parseJsonObject } from '@sms-connectors/core';
import { fetchHttp } from '@sms-connectors/core/fetch';
import { startEmulator } from '@sms-connectors/core/testing';
import { expect, test } from 'vitest';

const limits = { timeoutMs: 5000 };

async function tokenServer(expiresInSeconds = 3600) {
  let issued = 0;
  const emulator = await startEmulator({
    answer: ({ body }) =>
      body === 'grant_type=client_credentials'
        ? { status: 200, body: { access_token: `t${(issued += 1)}`, expires_in: expiresInSeconds } }
        : { status: 400, body: { error: 'invalid_request' } },
    rateLimited: (retryAfter) => ({
      status: 429,
      headers: { 'retry-after': retryAfter },
      body: {},
    }),
  });
  return { emulator, tokens: tokensFrom(emulator.url) };
}

function tokensFrom(url: string, http: Http = fetchHttp(), read = readToken) {
  return accessTokens({
    http,
    request: () => ({
      method: 'POST',
      url: `${url}/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    }),
    read,
  });
}

function readToken({ body }: HttpResponse) {
  const { access_token: token, expires_in: seconds } = parseJsonObject(body) ?? {};
  return typeof token === 'string' && typeof seconds === 'number'
    ? { token, expiresInSeconds: seconds }
    : undefined;
}

test('a hundred sends at once share one request, and later ones its token', async () => {
  const { emulator, tokens } = await tokenServer();
  await using _ = emulator;
  const got = await Promise.all(Array.from({ length: 100 }, () => tokens.get(limits)));
  expect(new Set(got.map((result) => ('token' in result ? result.token : result.code)))).toEqual(
    new Set(['t1']),
  );
  expect(await tokens.get(limits)).toMatchObject({ token: 't1' });
  expect(emulator.requests).toHaveLength(1);
});

test('a token is renewed before it expires', async () => {
  const { emulator, tokens } = await tokenServer(0.2);
  await using _ = emulator;
  expect(await tokens.get(limits)).toMatchObject({ token: 't1' });
  await new Promise((resolve) => {
    setTimeout(resolve, 120);
  });
  expect(await tokens.get(limits)).toMatchObject({ token: 't2' });
});

test('a refused token is forgotten, and another one is not', async () => {
  const { emulator, tokens } = await tokenServer();
  await using _ = emulator;
  await tokens.get(limits);
  tokens.clear('t0');
  expect(await tokens.get(limits)).toMatchObject({ token: 't1' });
  tokens.clear('t1');
  expect(await tokens.get(limits)).toMatchObject({ token: 't2' });
});

test.each([
  [400, 'unauthorized'],
  [401, 'unauthorized'],
  [503, 'provider_unavailable'],
  [200, 'invalid_response'],
])('an answer %i without a token is rejected as %s, and asked for again', async (status, code) => {
  const { emulator, tokens } = await tokenServer();
  await using _ = emulator;
  emulator.fail({ kind: 'answer', answer: { status, body: {} } });
  expect(await tokens.get(limits)).toMatchObject({ outcome: 'rejected', code });
  expect(await tokens.get(limits)).toMatchObject({ token: 't1' });
});

test('each send keeps its own deadline and signal; the request goes on for the others', async () => {
  const { emulator, tokens } = await tokenServer();
  await using _ = emulator;
  emulator.fail({ kind: 'slow', ms: 300 });
  const results = await Promise.all([
    tokens.get({ timeoutMs: 50 }),
    tokens.get({ timeoutMs: 5000, signal: AbortSignal.timeout(50) }),
    tokens.get(limits),
  ]);
  expect(results).toMatchObject([
    { outcome: 'rejected', code: 'timeout' },
    { outcome: 'rejected', code: 'aborted' },
    { token: 't1' },
  ]);
  expect(emulator.requests).toHaveLength(1);
});

test('a failure of the reader after the caller has canceled is nobody’s rejection', async () => {
  const { emulator } = await tokenServer();
  await using _ = emulator;
  const unhandled: unknown[] = [];
  const listen = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', listen);
  const tokens = tokensFrom(emulator.url, fetchHttp(), () => {
    throw new Error('a fault of the connector');
  });
  const canceled = await tokens.get({ ...limits, signal: AbortSignal.abort() });
  expect(canceled).toEqual({ outcome: 'rejected', code: 'aborted' });
  await expect.poll(() => emulator.requests).toHaveLength(1);
  await delay(50);
  process.off('unhandledRejection', listen);
  expect(unhandled).toEqual([]);
});
