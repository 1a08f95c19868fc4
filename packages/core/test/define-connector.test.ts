import { inspect } from 'node:util';
import {
  defineConnector,
  type Http,
  isConnectorError,
  templatesSchema,
  trialAccount,
} from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { acme, config as acmeConfig } from './acme/connector.ts';
import { acceptedBody, takingHttp, tiny } from './support/tiny-connector.ts';
import { thrown } from './support/thrown.ts';

const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '1' } } as const;
const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}' }];

/** A connector that counts what is done when it is made and what with each message. */
function counting(http?: Http) {
  const counts = { parsed: 0, connected: 0, requested: 0 };
  const configSchema = z
    .strictObject({ region: z.string(), templates: templatesSchema })
    .transform((config) => {
      counts.parsed += 1;
      return config;
    });
  const factory = defineConnector({
    manifest: tiny.manifest,
    configSchema,
    baseUrl: ({ region }) => `https://${region}.tiny.invalid/`,
    connect: ({ region }, { baseUrl }) => {
      counts.connected += 1;
      return {
        request: ({ text }) => {
          counts.requested += 1;
          return { method: 'POST', url: `${baseUrl}/${region}`, headers: {}, body: text };
        },
        classify: () => ({
          outcome: 'accepted',
          messageId: `M${counts.requested}`,
          status: 'queued',
          segments: 2,
          requestId: 'RQ1',
        }),
        http,
        extras: { region },
      };
    },
  });
  return { factory, counts };
}

test('a config may change the capabilities of its connector, and of no other', async () => {
  const factory = defineConnector({
    manifest: tiny.manifest,
    configSchema: z.strictObject({ keepsIds: z.boolean(), templates: templatesSchema }),
    baseUrl: () => 'https://tiny.invalid',
    connect: ({ keepsIds }, { baseUrl }) => ({
      capabilities: { validitySeconds: undefined, messageIds: keepsIds ? 'local' : undefined },
      request: ({ text }) => ({ method: 'POST', url: baseUrl, headers: {}, body: text }),
      classify: () => ({
        outcome: 'accepted',
        status: 'queued',
        ...(!keepsIds && { messageId: 'M1' }),
      }),
      http: takingHttp().http,
    }),
  });
  const expiring = { ...message, expiresAt: new Date(Date.now() + 60_000) };
  const local = factory({ keepsIds: true, templates });
  expect(local.manifest.capabilities).toMatchObject({ messageIds: 'local', maxCharacters: 1600 });
  expect(await local.send(expiring)).toMatchObject({
    messageId: expect.stringMatching(/^[\da-f-]{36}$/),
    messageIdSource: 'local',
    ignored: ['expiresAt'],
  });
  const receipt = await factory({ keepsIds: false, templates }).send(message);
  expect(receipt).toMatchObject({ messageId: 'M1' });
  expect(receipt).not.toHaveProperty('messageIdSource');
  expect(factory.manifest).toBe(tiny.manifest);
});

test('a factory carries its manifest and schema, and makes connectors that do', () => {
  const { factory } = counting();
  expect(factory.manifest).toBe(tiny.manifest);
  expect(factory.configSchema.safeParse({ region: 'eu', templates }).success).toBe(true);
  const sms = factory({ region: 'eu', templates });
  expect(sms).toMatchObject({ id: 'tiny', manifest: tiny.manifest, region: 'eu' });
});

test('config is parsed, and all prepared, once for however many messages', async () => {
  const { http, requests } = takingHttp();
  const { factory, counts } = counting();
  const sms = factory({ region: 'eu', templates }, { http });
  expect(counts).toEqual({ parsed: 1, connected: 1, requested: 0 });
  await sms.send(message);
  await sms.send(message);
  expect(counts).toEqual({ parsed: 1, connected: 1, requested: 2 });
  expect(requests.map(({ url, body }) => `${url} ${body}`)).toEqual([
    'https://eu.tiny.invalid/eu Your code is 1',
    'https://eu.tiny.invalid/eu Your code is 1',
  ]);
});

test('a receipt says what the provider said, and how the text travels', async () => {
  const { factory } = counting();
  const sms = factory({ region: 'eu', templates }, { http: takingHttp().http });
  const payload = { code: 'ê'.repeat(70) };
  expect(await sms.send({ ...message, payload })).toEqual({
    messageId: 'M1',
    status: 'queued',
    encoding: 'UCS-2',
    segments: 2,
    provider: { id: 'tiny', segments: 2, requestId: 'RQ1' },
  });
});

test('a provider in the process comes before any HTTP client', async () => {
  const inside = takingHttp();
  const given = takingHttp();
  const { factory } = counting(inside.http);
  await factory({ region: 'eu', templates }, { http: given.http }).send(message);
  expect(inside.requests).toHaveLength(1);
  expect(given.requests).toHaveLength(0);
});

test('the deadline and the signal of a send reach the HTTP client', async () => {
  const limits: unknown[] = [];
  const http: Http = async ({ timeoutMs, signal }) => {
    limits.push({ timeoutMs, signal });
    return { status: 201, headers: {}, body: acceptedBody };
  };
  const { signal } = new AbortController();
  const sms = tiny({ templates }, { http, timeoutMs: 3000 });
  await sms.send(message);
  await sms.send(message, { timeoutMs: 50, signal });
  expect(limits).toEqual([
    { timeoutMs: 3000, signal: undefined },
    { timeoutMs: 50, signal },
  ]);
});

test.each([
  [1, 60],
  [120, 119],
  [86_400, 600],
])(
  'a code that expires in %i s is valid %i s within the provider’s range',
  async (inSeconds, seconds) => {
    const { http, requests } = takingHttp();
    const expiresAt = new Date(Date.now() + inSeconds * 1000 - 100);
    await tiny({ templates }, { http }).send({ ...message, expiresAt });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ validitySeconds: seconds });
  },
);

test.each([new Date(Date.now() - 1), new Date('no date'), '2100-01-01', 4e12, null])(
  'a code that expires at %s is refused and nothing is sent',
  async (expiresAt) => {
    const { http, requests } = takingHttp();
    const sms = tiny({ templates }, { http });
    const error = await expectConnectorError(
      sms.send({ ...message, expiresAt: expiresAt as Date }),
    );
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    expect(requests).toHaveLength(0);
  },
);

test('what a connector throws beside a send stays inside too', async () => {
  const canary = 'canary-5f1c';
  const sms = acme(undefined, () => ({
    parseDeliveryReport: () => {
      throw new Error(canary);
    },
    verifyConfig: () => Promise.reject(new Error(canary)),
  }))({ ...acmeConfig, templates });

  const webhook = { method: 'POST', url: 'https://example.com/', headers: {}, body: '' };
  expect(await sms.parseDeliveryReport?.(webhook)).toEqual({
    verified: false,
    reason: 'unverifiable',
  });
  const error: unknown = await sms.verifyConfig?.().catch((caught: unknown) => caught);
  expect(isConnectorError(error)).toBe(true);
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(canary);
});

test.each([
  ['throws', async () => Promise.reject(new Error('canary-5f1c'))],
  ['gives something else', async () => ({ status: 'fine' }) as never],
])('a client of the caller’s that %s fails a connector’s own questions', async (_, http) => {
  const answers: unknown[] = [];
  const asking = acme(({ connect }) => ({
    connect: (own, context) => ({
      ...connect(own, context),
      verifyConfig: async (limits) => {
        const request = { method: 'GET', url: 'https://api.acme.example/', headers: {} } as const;
        answers.push(await context.http({ ...request, ...limits }));
        return [];
      },
    }),
  }));
  await asking({ ...acmeConfig, templates }, { http }).verifyConfig?.();
  expect(answers).toEqual([{ failure: 'network', sent: true }]);
});

test.each(['connect', 'baseUrl'] as const)('what %s throws stays inside too', (step) => {
  const canary = 'canary-5f1c';
  const broken = acme(() => ({
    [step]: () => {
      throw new Error(canary);
    },
  }));
  const error = thrown(() => broken({ ...acmeConfig, templates }));
  expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(canary);
});

test.each([
  { outcome: 'accepted' },
  { outcome: 'accepted', messageId: '', status: 'queued' },
  { outcome: 'accepted', messageId: 'M1' },
  { outcome: 'refused', code: 'opted_out' },
  { code: 'opted_out' },
  { outcome: 'rejected', code: 'no_such_code' },
  undefined,
])('an answer read as %j says nothing that can be relied on', async (answer) => {
  const sms = acme(undefined, () => ({ classify: () => answer as never }))(
    { ...acmeConfig, templates },
    { http: takingHttp().http },
  );
  const error = await expectConnectorError(sms.send(message));
  expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
});

test.each(['rejected', 'unknown'] as const)('%s, a code with advice', async (outcome) => {
  const answer = { ...trialAccount, outcome, providerCode: '21' };
  const sms = acme(undefined, () => ({ classify: () => answer }))(
    { ...acmeConfig, templates },
    { http: takingHttp().http },
  );
  const error = await expectConnectorError(sms.send(message));
  expect(error).toMatchObject({ code: 'unreachable_recipient', outcome });
  const { message: words, provider } = error;
  // If the message may have been sent, only that matters.
  const isSaid = outcome === 'rejected';
  expect(provider.advice).toBe(isSaid ? trialAccount.advice : undefined);
  expect(words.includes(trialAccount.advice)).toBe(isSaid);
  expect(words).toContain('The number cannot receive this SMS. ');
});

test.each([0, Number.NaN, Number.POSITIVE_INFINITY, '10'])(
  'a config is not checked with the deadline %j',
  async (timeoutMs) => {
    const sms = acme(undefined, () => ({ verifyConfig: async () => [] }))({
      ...acmeConfig,
      templates,
    });
    expect(await sms.verifyConfig?.(null as never)).toEqual([]);
    const error = await expectConnectorError(
      Promise.resolve(sms.verifyConfig?.({ timeoutMs: timeoutMs as number })),
    );
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    expect(error.message).toContain('options.timeoutMs');
  },
);
