import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type EmulatorDefinition,
  startEmulator,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import { acceptedBody, tiny } from './support/tiny-connector.ts';

const tinyProvider: EmulatorDefinition = {
  answer: ({ body }, record) => {
    const { to, text } = JSON.parse(body) as { to: string; text: string };
    record({ messageId: 'M1', to, from: 'tiny', text, at: new Date(), parameters: { to } });
    return { status: 201, headers: { 'x-request-id': 'RQ1' }, body: JSON.parse(acceptedBody) };
  },
  rateLimited: (retryAfter) => ({ status: 429, headers: { 'retry-after': retryAfter }, body: {} }),
};

async function start() {
  const emulator = await startEmulator(tinyProvider);
  const sms = tiny(
    { templates: [{ usageType: 'Generic', content: 'Your code is {{code}}' }] },
    { baseUrl: emulator.url },
  );
  const send = (timeoutMs?: number) =>
    sms.send(
      { to: '+33612345678', usageType: 'Generic', payload: { code: '123456' } },
      { timeoutMs },
    );
  return { emulator, send };
}

describe('an emulator', () => {
  test('records every request and every message, and answers as the provider does', async () => {
    const { emulator, send } = await start();
    await using _ = emulator;
    expect(await send()).toMatchObject({ messageId: 'M1', status: 'queued' });
    const [request] = emulator.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/accounts/tiny-token/messages' });
    expect(request?.query.get('key')).toBe('tiny-token');
    expect(request?.headers.authorization).toBe('Bearer tiny-token');
    expect(request?.body).toContain('Your code is 123456');
    expect(emulator.messages).toMatchObject([
      { messageId: 'M1', to: '+33612345678', text: 'Your code is 123456' },
    ]);
  });

  test('writes an object as JSON, a string as it is, and the given headers', async () => {
    const { emulator } = await start();
    await using _ = emulator;
    emulator.fail({ kind: 'answer', answer: { status: 502, body: '<html>' } });
    const asText = await fetch(emulator.url, { method: 'POST' });
    expect(asText.status).toBe(502);
    expect(asText.headers.get('content-type')).toBeNull();
    expect(await asText.text()).toBe('<html>');
    const asObject = await fetch(emulator.url, { method: 'POST', body: '{}' });
    expect(asObject.headers.get('content-type')).toBe('application/json');
    expect(asObject.headers.get('x-request-id')).toBe('RQ1');
    expect(await asObject.json()).toEqual(JSON.parse(acceptedBody));
  });

  test('resets the connection if it has no answer, and goes on', async () => {
    const { emulator } = await start();
    await using _ = emulator;
    const request = { method: 'POST', body: 'no JSON' };
    await expect(fetch(emulator.url, request)).rejects.toThrow('fetch failed');
    expect(emulator.requests).toHaveLength(1);
    expect((await fetch(emulator.url, { method: 'POST', body: '{}' })).status).toBe(201);
  });
});

describe('an emulator keeps', () => {
  test('the newest 1,000 requests and messages', async () => {
    const { emulator, send } = await start();
    await using _ = emulator;
    await send();
    for (let batch = 0; batch < 20; batch += 1) {
      await Promise.all(
        Array.from({ length: 50 }, (__, index) =>
          fetch(emulator.url, {
            method: 'POST',
            body: JSON.stringify({ to: '+33612345678', text: `${batch * 50 + index}` }),
          }),
        ),
      );
    }
    expect(emulator.requests).toHaveLength(1000);
    expect(emulator.messages).toHaveLength(1000);
    expect(emulator.messages.map(({ text }) => text)).not.toContain('Your code is 123456');
    expect(emulator.messages.at(-1)?.text).toMatch(/^9\d\d$/);
  });

  test('conversions, until it is reset with all that the provider knows', async () => {
    let resets = 0;
    await using emulator = await startEmulator({
      ...tinyProvider,
      answer: (_request, _record, { recordConversion }) => {
        recordConversion({ messageId: 'M1', used: true });
        return { status: 204, body: '' };
      },
      reset: () => {
        resets += 1;
      },
    });
    await fetch(emulator.url);
    expect(emulator.conversions).toEqual([{ messageId: 'M1', used: true }]);
    emulator.reset();
    expect(emulator.conversions).toEqual([]);
    expect(resets).toBe(1);
  });

  test('no request over 1 MiB', async () => {
    const { emulator } = await start();
    await using _ = emulator;
    const body = 'x'.repeat(1024 * 1024 + 1);
    const outcome = await fetch(emulator.url, { method: 'POST', body }).then(
      ({ status }) => status,
      () => 413,
    );
    expect(outcome).toBe(413);
    expect(emulator.requests).toEqual([]);
  });
});

async function post(headers: Readonly<Record<string, string>>) {
  const { emulator } = await start();
  await using _ = emulator;
  const { port } = new URL(emulator.url);
  const sending = httpRequest({ port, host: '127.0.0.1', method: 'POST', headers });
  sending.end('{"to":"+33612345678","text":"from a page"}');
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  response.resume();
  return { status: response.statusCode, messages: emulator.messages.length };
}

describe('an emulator and websites', () => {
  test.each([
    ['a website', { origin: 'https://example.com', 'content-type': 'text/plain' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a picture or a link on a website', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
    ['a name that resolves to this machine', { host: 'rebind.example.com:80' }],
  ])('refuses a request of %s', async (_name, headers) => {
    expect(await post(headers)).toEqual({ status: 403, messages: 0 });
  });

  test.each([
    ['a page of this machine', { origin: 'http://localhost:5173' }],
    ['a page of the emulator itself', { 'sec-fetch-site': 'same-origin' }],
    ['an address that a person typed', { 'sec-fetch-site': 'none' }],
    ['a program that uses the name localhost', { host: 'localhost' }],
    ['a program', {}],
  ])('answers a request of %s', async (_name, headers) => {
    expect(await post(headers)).toEqual({ status: 201, messages: 1 });
  });
});

describe('a fault', () => {
  test.each([
    [{ kind: 'reset' }, { code: 'network', outcome: 'unknown' }],
    [{ kind: 'hang' }, { code: 'timeout', outcome: 'unknown' }],
    [
      { kind: 'slow', ms: 10_000 },
      { code: 'timeout', outcome: 'unknown' },
    ],
    [{ kind: 'rate-limit' }, { code: 'rate_limited', outcome: 'rejected', retryAfterMs: 1000 }],
    [
      { kind: 'rate-limit', retryAfter: '30' },
      { code: 'rate_limited', retryAfterMs: 30_000 },
    ],
    [
      { kind: 'answer', answer: { status: 503, body: '' } },
      { code: 'provider_unavailable', outcome: 'unknown' },
    ],
  ] as const)('%j happens to the next request and to no other', async (fault, error) => {
    const { emulator, send } = await start();
    await using _ = emulator;
    emulator.fail(fault);
    expect(await expectConnectorError(send(1500))).toMatchObject(error);
    expect(emulator.requests).toHaveLength(1);
    expect(emulator.messages).toHaveLength(0);
    expect(await send()).toMatchObject({ status: 'queued' });
    expect(emulator.messages).toHaveLength(1);
  });

  test.each([
    [{ kind: 'delay', ms: 80 }, 'kind must be slow, reset, hang, rate-limit or answer.'],
    [{}, 'kind must be slow, reset, hang, rate-limit or answer.'],
    [{ kind: 'slow' }, 'ms must be a number from 0 to 2147483647.'],
    [{ kind: 'slow', ms: -1 }, 'ms must be a number from 0 to 2147483647.'],
    [{ kind: 'slow', ms: Infinity }, 'ms must be a number from 0 to 2147483647.'],
    [{ kind: 'rate-limit', retryAfter: 'soon' }, "retryAfter must be whole seconds, such as '30'."],
    [{ kind: 'answer' }, 'answer must have a status.'],
  ])('that would do nothing, such as %j, is refused', async (fault, problem) => {
    const { emulator, send } = await start();
    await using _ = emulator;
    expect(() => emulator.fail(fault as never)).toThrow(new TypeError(`emulator.fail: ${problem}`));
    expect(await send()).toMatchObject({ status: 'queued' });
  });

  test.each([-1, 0.5, Number.NaN])('is refused for %d requests', async (times) => {
    const { emulator } = await start();
    await using _ = emulator;
    expect(() => emulator.fail({ kind: 'reset' }, times)).toThrow(
      new TypeError('emulator.fail: times must be a whole number or Infinity.'),
    );
  });

  test('of slowness delays the answer and no more', async () => {
    const { emulator, send } = await start();
    await using _ = emulator;
    emulator.fail({ kind: 'slow', ms: 80 });
    const begin = performance.now();
    expect(await send()).toMatchObject({ status: 'queued' });
    expect(performance.now() - begin).toBeGreaterThan(75);
    expect(emulator.messages).toHaveLength(1);
  });

  test('happens as often as is said, and after those before it', async () => {
    const { emulator, send } = await start();
    await using _ = emulator;
    emulator.fail({ kind: 'rate-limit' }, 2);
    emulator.fail({ kind: 'reset' });
    const failed = [
      await expectConnectorError(send()),
      await expectConnectorError(send()),
      await expectConnectorError(send()),
    ];
    expect(failed.map(({ code }) => code)).toEqual(['rate_limited', 'rate_limited', 'network']);
    expect(await send()).toMatchObject({ status: 'queued' });
  });

  test('happens to the requests that it applies to', async () => {
    const { emulator, send } = await start();
    await using _ = emulator;
    emulator.fail({ kind: 'rate-limit' }, 1, ({ path }) => path === '/token');
    emulator.fail({ kind: 'reset' }, 1, ({ path }) => path.endsWith('/messages'));
    expect(await expectConnectorError(send())).toMatchObject({ code: 'network' });
    expect(await send()).toMatchObject({ status: 'queued' });
    expect((await fetch(`${emulator.url}/token`)).status).toBe(429);
  });

  test('is forgotten by a reset, like requests and messages', async () => {
    const { emulator, send } = await start();
    await using _ = emulator;
    await send();
    emulator.fail({ kind: 'reset' }, 3);
    emulator.reset();
    expect(emulator.requests).toEqual([]);
    expect(emulator.messages).toEqual([]);
    expect(await send()).toMatchObject({ status: 'queued' });
    expect(emulator.requests).toHaveLength(1);
  });
});

describe('an emulator closes', () => {
  test('at once, with requests that hang or wait, and warns of nothing', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on('warning', onWarning);
    const { emulator, send } = await start();
    emulator.fail({ kind: 'hang' }, 12);
    emulator.fail({ kind: 'slow', ms: 60_000 }, 12);
    const sends = Array.from({ length: 24 }, async () => (await expectConnectorError(send())).code);
    await expect.poll(() => emulator.requests.length).toBe(24);
    const begin = performance.now();
    await emulator.close();
    expect(performance.now() - begin).toBeLessThan(30_000);
    expect(new Set(await Promise.all(sends))).toEqual(new Set(['network']));
    await delay(10);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  test('with a connection that is kept, twice, and takes no more', async () => {
    const { emulator, send } = await start();
    await send();
    await emulator.close();
    await emulator.close();
    await delay(50);
    expect(await expectConnectorError(send())).toMatchObject({
      code: 'network',
      outcome: 'rejected',
    });
  });

  test('and frees its port for another', async () => {
    const { emulator } = await start();
    const port = Number(new URL(emulator.url).port);
    await emulator.close();
    await using again = await startEmulator(tinyProvider, { port });
    expect(again.url).toBe(emulator.url);
    await expect(startEmulator(tinyProvider, { port })).rejects.toThrow('EADDRINUSE');
  });
});

test('a message shows only what its request has', async () => {
  const facts = { messageId: '1', to: '+33612345678', from: 'Acme', text: '', parameters: {} };
  await using emulator = await startEmulator({
    answer: (_, record) => {
      record({ ...facts, at: new Date(), reference: undefined });
      return { status: 200, body: '' };
    },
    rateLimited: () => ({ status: 429, body: '' }),
  });
  await fetch(emulator.url, { method: 'POST' });
  expect(Object.keys(emulator.messages[0] ?? {})).toEqual([...Object.keys(facts), 'at']);
});
