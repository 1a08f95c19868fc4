import { type Http, type ProviderConnection, type SendOptions } from '@sms-connectors/core';
import { expectConnectorError, startEmulator } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import { acme, config } from './acme/connector.ts';
import { startAcmeEmulator } from './acme/emulator.ts';
import { takingHttp, tiny } from './support/tiny-connector.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '123456' } } as const;

function acmeWith(change: (connection: ProviderConnection) => Partial<ProviderConnection>) {
  return acme(undefined, change)({ ...config, templates });
}

const never = (): Promise<never> => new Promise(() => undefined);

const hanging = () => acmeWith(() => ({ request: never, http: () => expect.unreachable() }));

describe('a connector’s own asynchronous request()', () => {
  test('ends at the deadline, and nothing was sent', async () => {
    const started = performance.now();
    const error = await expectConnectorError(hanging().send(message, { timeoutMs: 60 }));
    expect(error).toMatchObject({ code: 'timeout', outcome: 'rejected' });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('ends when the caller cancels, and nothing was sent', async () => {
    const controller = new AbortController();
    const sending = hanging().send(message, { signal: controller.signal });
    controller.abort();
    const error = await expectConnectorError(sending);
    expect(error).toMatchObject({ code: 'aborted', outcome: 'rejected' });
  });

  test('leaves the rest of the deadline to the exchange', async () => {
    await using emulator = await startAcmeEmulator();
    const timeouts: number[] = [];
    const sms = acme(undefined, ({ request, http }) => ({
      request: async (rendered, limits) => {
        await new Promise((resolve) => {
          setTimeout(resolve, 100);
        });
        return request(rendered, limits);
      },
      http: ((sent) => {
        timeouts.push(sent.timeoutMs);
        return http?.(sent) ?? never();
      }) satisfies Http,
    }))({ ...config, templates }, { baseUrl: emulator.url });
    await sms.send(message, { timeoutMs: 5000 });
    expect(emulator.messages).toHaveLength(1);
    expect(timeouts).toHaveLength(1);
    expect(timeouts[0]).toBeLessThan(4950);
    expect(timeouts[0]).toBeGreaterThan(1000);
  });

  test('may reject the message before anything is sent', async () => {
    const sms = acmeWith(() => ({
      request: async () => ({ outcome: 'rejected', code: 'unauthorized', providerCode: 'T1' }),
      http: () => expect.unreachable(),
    }));
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({
      code: 'unauthorized',
      outcome: 'rejected',
      provider: { id: 'acme', code: 'T1' },
    });
    expect(error.provider.httpStatus).toBeUndefined();
  });
});

const unanswered = () => tiny({ templates }, { http: never });

describe('a client of the caller’s own that never answers', () => {
  test('ends at the deadline with an unknown outcome', async () => {
    const error = await expectConnectorError(unanswered().send(message, { timeoutMs: 60 }));
    expect(error).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  test('ends when the caller cancels, with an unknown outcome', async () => {
    const signal = AbortSignal.timeout(60);
    const error = await expectConnectorError(unanswered().send(message, { signal }));
    expect(error).toMatchObject({ code: 'aborted', outcome: 'unknown' });
  });
});

test.each([
  ['signal', {}],
  ['signal', { aborted: false }],
  ['signal', 'now'],
  ['connectTimeoutMs', 0],
  ['connectTimeoutMs', Number.NaN],
  ['timeoutMs', '10'],
])('options.%s of %j is refused and nothing is sent', async (option, value) => {
  const { http, requests } = takingHttp();
  const options = { [option]: value } as SendOptions;
  const error = await expectConnectorError(tiny({ templates }, { http }).send(message, options));
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(error.message).toContain(`options.${option}`);
  expect(requests).toEqual([]);
});

test('both deadlines reach the HTTP client; those of a send come first', async () => {
  const { http } = takingHttp();
  const limits: object[] = [];
  const recording: Http = (request) => {
    limits.push({ timeoutMs: request.timeoutMs, connectTimeoutMs: request.connectTimeoutMs });
    return http(request);
  };
  const sms = tiny({ templates }, { http: recording, timeoutMs: 7000, connectTimeoutMs: 2000 });
  await sms.send(message);
  await sms.send(message, { timeoutMs: 4000, connectTimeoutMs: 1000 });
  expect(limits).toEqual([
    { timeoutMs: 7000, connectTimeoutMs: 2000 },
    { timeoutMs: 4000, connectTimeoutMs: 1000 },
  ]);
});

describe('a closed connector', () => {
  test('refuses to send', async () => {
    const { http, requests } = takingHttp();
    const sms = tiny({ templates }, { http });
    await sms.close();
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({ code: 'aborted', outcome: 'rejected' });
    expect(error.message).toContain('closed');
    expect(requests).toEqual([]);
  });

  test('leaves the caller’s own client open, and closes what connect() opened', async () => {
    const closed: string[] = [];
    const http: Http = Object.assign(takingHttp().http, {
      close: async () => void closed.push('http'),
    });
    {
      await using sms = acme(undefined, () => ({
        close: async () => void closed.push('connection'),
      }))({ ...config, templates }, { http });
      expect(sms.id).toBe('acme');
    }
    expect(closed).toEqual(['connection']);
  });
});

test('what a connector throws reaches onException alone, with its step', async () => {
  await using emulator = await startEmulator({
    answer: () => ({ status: 202, body: { id: 'x' } }),
    rateLimited: () => ({ status: 429, body: {} }),
  });
  const broken = new Error('a mistake of the author');
  const fail = (): never => {
    throw broken;
  };
  const steps = {
    request: { request: fail },
    classify: { classify: fail },
    http: { http: fail },
  } satisfies Record<string, Partial<ProviderConnection>>;
  for (const [step, change] of Object.entries(steps)) {
    const seen: unknown[] = [];
    const sms = acme(undefined, () => change)(
      { ...config, templates },
      { baseUrl: emulator.url, onException: (...args) => seen.push(args) },
    );
    const error = await expectConnectorError(sms.send(message));
    expect(seen).toEqual([[broken, step]]);
    expect(JSON.stringify(error) + String(error.stack)).not.toContain('a mistake');
  }
});
