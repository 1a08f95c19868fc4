import { inspect } from 'node:util';
import { http, type HttpConfig } from '@sms-connectors/http';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { expect, test } from 'vitest';
import { type Answer, startGateway } from './start-gateway.ts';

const base = {
  url: 'https://sms.example.com/v1/send',
  body: { to: '{{to}}', text: '{{text}}' },
  templates: [{ usageType: 'Generic', content: '{{code}}' }],
} as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;

async function result(config: Partial<HttpConfig>, answer: Answer) {
  await using gateway = await startGateway(answer);
  const sms = http({ ...base, ...config }, { baseUrl: gateway.url });
  const ended = await sms.send(message).catch((error: unknown) => error);
  expect(gateway.received).toHaveLength(1);
  return ended;
}

const accepted = { status: expect.any(String), messageId: expect.any(String) };
const rejected = (code: string) => ({ outcome: 'rejected', code });
const unknown = { outcome: 'unknown', code: 'invalid_response' };

test.each<[string, HttpConfig['answer'], Answer, object]>([
  ['any 2xx, by default', undefined, { status: 202, body: '' }, accepted],
  ['a 4xx, by default', undefined, { status: 422, body: '' }, rejected('unclassified')],
  ['a 401, by default', undefined, { status: 401, body: '' }, rejected('unauthorized')],
  [
    'a 5xx, by default',
    undefined,
    { status: 502, body: '' },
    { outcome: 'unknown', code: 'provider_unavailable' },
  ],
  ['a redirect', undefined, { status: 302, headers: { location: '/' }, body: '' }, unknown],
  [
    'another 2xx than the config has',
    { acceptedStatuses: [201] },
    { status: 200, body: {} },
    unknown,
  ],
  [
    'a wanted value',
    { accepted: { 'a.b[1].c': ['1', 'ok'] } },
    { status: 200, body: { a: { b: [0, { c: 1 }] } } },
    accepted,
  ],
  ['another value', { accepted: { a: ['1'] } }, { status: 200, body: { a: 10 } }, unknown],
  ['no value', { accepted: { a: ['1'] } }, { status: 200, body: '<html>' }, unknown],
  ['true', { accepted: { ok: ['true'] } }, { status: 200, body: { ok: true } }, accepted],
  ['a wanted text', { accepted: { $: ['0'] } }, { status: 200, body: '0\n' }, accepted],
  [
    'another text',
    { accepted: { $: ['0'] }, errorCode: '$', errorCodes: { '51': 'invalid_recipient' } },
    { status: 200, body: '51' },
    rejected('invalid_recipient'),
  ],
  ['a list', { accepted: { '[0].s': ['1'] } }, { status: 200, body: [{ s: 1 }] }, accepted],
  ['no ID', { messageId: 'id' }, { status: 200, body: {} }, unknown],
  ['an ID that is an object', { messageId: 'id' }, { status: 200, body: { id: {} } }, unknown],
  ['an ID with spaces', { messageId: 'id' }, { status: 200, body: { id: 'a b' } }, unknown],
  ['an inherited name', { messageId: 'constructor.name' }, { status: 200, body: {} }, unknown],
  [
    'an ID of many digits',
    { messageId: 'id' },
    { status: 200, body: '{"id": 12345678901234567890}' },
    { messageId: '12345678901234567890' },
  ],
  [
    'a listed code with 200',
    { errorCode: 'e', errorCodes: { '7': 'opted_out' } },
    { status: 200, body: { e: 7 } },
    rejected('opted_out'),
  ],
  [
    'a listed code with 500',
    { errorCode: 'e', errorCodes: { '7': 'opted_out' } },
    { status: 500, body: { e: 7 } },
    rejected('opted_out'),
  ],
  [
    'a code that is not listed with 200',
    { errorCode: 'e' },
    { status: 200, body: { e: 8 } },
    { ...unknown, provider: { code: '8' } },
  ],
  ['no code with 200', { errorCode: 'e' }, { status: 200, body: { e: null } }, accepted],
  [
    'a code called constructor',
    { errorCode: 'e', errorCodes: {} },
    { status: 200, body: { e: 'constructor' } },
    unknown,
  ],
  [
    'a sentence in place of a code',
    { errorCode: 'e' },
    { status: 400, body: { e: 'Bad number' } },
    rejected('unclassified'),
  ],
  [
    'a listed status',
    { errorStatuses: { '480': 'sender_invalid' } },
    { status: 480, body: '' },
    rejected('sender_invalid'),
  ],
  [
    'a rate limit',
    undefined,
    { status: 429, headers: { 'retry-after': '7' }, body: '' },
    { ...rejected('rate_limited'), retryAfterMs: 7000 },
  ],
])('reads %s', async (_, answer, given, means) => {
  expect(await result({ answer }, given)).toMatchObject(means);
});

test.each([
  ['queued', 'queued'],
  ['7', 'accepted'],
  ['true', 'accepted'],
])('the status of a receipt with %s is %s', async (value, status) => {
  const answer = { accepted: { s: [value] } };
  expect(await result({ answer }, { status: 200, body: { s: value } })).toMatchObject({ status });
});

test('repeats no sentence of the gateway', async () => {
  const error = await result(
    { answer: { errorCode: 'e' } },
    { status: 400, body: { e: 'Hello Zoe' } },
  );
  expect(inspect(error, { depth: Infinity })).not.toContain('Zoe');
});

test('no secret is in an error, wherever it is in the config', async () => {
  const secrets = [
    'canary-header',
    'canary-secret',
    'canary-password',
    'canary-signing',
    'canary-token',
  ];
  const [header = '', secret = '', password = '', signing = '', token = ''] = secrets;
  const config: Partial<HttpConfig> = {
    headers: { 'X-Key': header },
    secrets: { key: secret },
    query: { key: '{{secrets.key}}' },
    username: 'user',
    password,
    signature: { header: 'X-Signature', secret: signing },
    answer: { errorCode: 'e', messageId: 'id' },
    reports: { messageId: 'id', status: 's', statuses: {}, token },
  };
  const values = [...secrets, btoa(`user:${password}`), btoa(secret)];
  for (const value of values) {
    for (const answer of [
      { status: 400, body: { e: value } },
      { status: 200, body: { id: value } },
    ]) {
      const error = await result(config, answer);
      expect(error).toMatchObject({ name: 'ConnectorError' });
      const shown = [inspect(error, { depth: Infinity, showHidden: true }), JSON.stringify(error)];
      for (const canary of values) expect(shown.join()).not.toContain(canary);
    }
  }
});

test('a gateway that cannot be reached is named by no URL', async () => {
  const sms = http({ ...base, url: 'http://127.0.0.1:9/secret-path', query: { a: '{{to}}' } });
  const error = await expectConnectorError(sms.send(message));
  expect(error).toMatchObject({ outcome: 'rejected', code: 'network' });
  expect(inspect(error, { depth: Infinity })).not.toMatch(/secret-path|33612345678/);
});
