import {
  type AcceptedAnswer,
  type ConnectorError,
  defineConnector,
  type FailedAnswer,
  type Message,
  secretField,
  templatesSchema,
} from '@sms-connectors/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { runs } from '../../../test/property-runs.ts';
import { tiny } from './support/tiny-connector.ts';

const code = '904172';
const to = '+33698765401';
const token = 'tiny-token-5d41402a';
const password = 'pass word é';
const apiKey = 'canary-api-key-51d0';
const templates = [{ usageType: 'Generic' as const, content: 'Hello {{user.name}}: {{code}}' }];
const payload = { code, user: { name: 'Zoe Example' }, minutes: 10, pin: 7421 };
const message: Message = {
  to,
  usageType: 'Generic',
  payload,
  requester: { ip: '203.0.113.71', userId: 'user-9f27' },
  reference: 'order-7c41',
};

/** A connector whose `classify` says just this. */
function answering(answer: Partial<AcceptedAnswer> | Partial<FailedAnswer>) {
  const factory = defineConnector({
    manifest: {
      ...tiny.manifest,
      capabilities: {
        ...tiny.manifest.capabilities,
        reference: { maxCharacters: 40 },
        requester: true,
      },
    },
    configSchema: z.strictObject({
      token: z.string().meta({ ...secretField }),
      account: z.strictObject({
        password: z
          .string()
          .optional()
          .meta({ ...secretField }),
      }),
      headers: z.record(z.string(), z.string().meta({ ...secretField })),
      templates: templatesSchema,
    }),
    baseUrl: () => 'https://tiny.invalid',
    connect: (config) => ({
      request: () => ({
        method: 'POST',
        url: 'https://tiny.invalid',
        headers: { Authorization: `Basic ${btoa(`user:${config.token}`)}` },
      }),
      classify: () =>
        ({ outcome: 'accepted', messageId: 'M-1', status: 'queued', ...answer }) as AcceptedAnswer,
      verifyConfig: async () => [
        { subject: 'balance', result: 'ok', detail: `${token} USD` },
        { subject: 'balance', result: 'ok', detail: '12.50 USD' },
      ],
      reportConversion: async () => ({
        outcome: 'rejected',
        code: 'unclassified',
        providerCode: token,
        requestId: 'R-1',
      }),
      http: async () => ({ status: 200, headers: {}, body: '' }),
    }),
  });
  return factory({ token, account: { password }, headers: { 'x-api-key': apiKey }, templates });
}

const send = (answer: Parameters<typeof answering>[0], overrides: Partial<Message> = {}) =>
  answering(answer).send({ ...message, ...overrides });

async function failure(answer: Partial<FailedAnswer>, overrides: Partial<Message> = {}) {
  const failed = { outcome: 'rejected', code: 'unclassified', ...answer } as const;
  return send(failed, overrides).then(
    () => expect.unreachable(),
    (error: unknown) => error as ConnectorError,
  );
}

const sentValues = [
  ['the code', code],
  ['the code in other words', `code-${code}`],
  ['a code of four digits', '7421'],
  ['the recipient', to],
  ['the digits of the recipient', to.slice(1)],
  ['an id with the recipient', `sms33698765401x`],
  ['a name', 'Zoe Example'],
  ['the text', `Hello Zoe Example: ${code}`],
  ['the requester’s address', '203.0.113.71'],
  ['the requester', 'user-9f27'],
  ['the reference', 'order-7c41'],
  ['a secret', token],
  ['a secret in other words', `token=${token};`],
  ['a secret in Base64', btoa(token)],
  ['a secret of an inner object', password],
  ['a secret with a name of the user’s choice', apiKey],
  ['the credentials of the header', btoa(`user:${token}`)],
] as const;

describe.each(sentValues)('an answer that repeats %s', (_, value) => {
  test('as the id of the message is not one that the provider gives', async () => {
    for (const answer of [{ messageId: value }, { messageId: 'M-1', partIds: ['M-1', value] }]) {
      const error = await send(answer).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
      expect(JSON.stringify(error)).not.toContain(value);
    }
  });

  test('in another member of a receipt loses that member', async () => {
    expect(await send({ requestId: value, status: value })).toMatchObject({
      messageId: 'M-1',
      status: 'accepted',
      provider: { id: 'tiny' },
    });
  });

  test('in an error loses that member', async () => {
    const error = await failure({
      providerCode: value,
      docsUrl: `https://tiny.invalid/${value}`,
      requestId: value,
      advice: value,
    });
    expect(error.provider).toEqual({ id: 'tiny', httpStatus: 200 });
    expect(error.message).not.toContain(value);
  });
});

test('what the provider says for itself stays', async () => {
  const receipt = await send({
    messageId: 'SM90417200000000000000000000000000',
    partIds: ['b7421c10-7421-4904-8417-2904172a0000'],
    status: 'queued',
    segments: 2,
    requestId: 'R-10',
  });
  expect(receipt).toMatchObject({
    messageId: 'SM90417200000000000000000000000000',
    status: 'queued',
    provider: { segments: 2, requestId: 'R-10' },
  });
  const error = await failure({
    providerCode: '21610',
    docsUrl: 'https://tiny.invalid/21610',
    requestId: '10',
    advice: 'Ask for another number.',
    retryAfterMs: 7000,
  });
  expect(error).toMatchObject({
    retryAfterMs: 7000,
    provider: {
      code: '21610',
      docsUrl: 'https://tiny.invalid/21610',
      requestId: '10',
      advice: 'Ask for another number.',
    },
  });
});

test.each([
  `c${code}e-7421-4904-8417-2904172a0000`,
  '5cc7e3bd-4d0a-4b3c-9d52-f904172b61e0',
  `SMe${code}a7b7e01c2f4be1e9b3d5c7f9a1b3`,
])('the id %s, which has the digits of the code by chance, stays', async (messageId) => {
  expect(await send({ messageId })).toMatchObject({ messageId });
});

test.each([0, -1, 1.5, 25, 904_172, Number.NaN, Infinity, '2', null])(
  'segments of %j are left out',
  async (segments) => {
    const { provider } = await send({ segments: segments as number });
    expect(provider).toEqual({ id: 'tiny' });
  },
);

test.each([1, 24])('segments of %j stay', async (segments) => {
  expect(await send({ segments })).toMatchObject({ provider: { segments } });
});

test.each<[retryAfterMs: unknown, payload: object]>([
  [-1, payload],
  [Number.NaN, payload],
  ['7', payload],
  [24 * 60 * 60 * 1000 + 1, payload],
  [904_172, payload],
  [7_421_000, payload],
  [7421, payload],
])('a wait of %j ms is left out', async (retryAfterMs, withCode) => {
  const error = await failure({ retryAfterMs: retryAfterMs as number }, { payload: withCode });
  expect(error.retryAfterMs).toBeUndefined();
});

test('verifyConfig and reportConversion repeat no secret', async () => {
  const sms = answering({});
  expect(await sms.verifyConfig?.()).toEqual([
    { subject: 'balance', result: 'ok' },
    { subject: 'balance', result: 'ok', detail: '12.50 USD' },
  ]);
  const error = await sms.reportConversion?.('M-1', true).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'unclassified', provider: { id: 'tiny', requestId: 'R-1' } });
  expect(JSON.stringify(error)).not.toContain(token);
});

test('no answer makes a receipt or an error with a code of six digits or more', async () => {
  const codes = fc.stringMatching(/^[A-Z0-9]{6,10}$/);
  const around = fc.string({ maxLength: 8 }).filter((text) => !/\d/.test(text));
  const member = fc.constantFrom('messageId', 'status', 'requestId', 'providerCode', 'docsUrl');
  await fc.assert(
    fc.asyncProperty(
      codes,
      around,
      around,
      member,
      fc.boolean(),
      async (value, a, b, name, isAccepted) => {
        const answer = { [name]: `${a}${value}${b}` };
        const overrides = { payload: { ...payload, code: value } };
        const ended = isAccepted
          ? await send(answer, overrides).catch((error: unknown) => error)
          : await failure(answer, overrides);
        expect(JSON.stringify(ended)).not.toContain(value);
      },
    ),
    runs(200),
  );
});
