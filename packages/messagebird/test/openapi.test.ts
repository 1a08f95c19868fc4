import { readFileSync } from 'node:fs';
import { messagebird } from '@sms-connectors/messagebird';
import {
  type MessagebirdEmulator,
  startMessagebirdEmulator,
} from '@sms-connectors/messagebird/emulator';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { receiveWebhooks } from '../../../test/receive-webhooks.ts';

// MessageBird's own description of its API judges both sides.
const description = JSON.parse(
  readFileSync(new URL('openapi-message.json', import.meta.url), 'utf8'),
) as { readonly request: object; readonly answer: { readonly recipients: object } };

// Nothing but what the description knows.
const isRequest = new Ajv({ allErrors: true }).compile({
  ...description.request,
  additionalProperties: false,
});

function complaints(value: unknown): string[] {
  isRequest(value);
  return (isRequest.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
  );
}

let emulator: MessagebirdEmulator;
beforeAll(async () => {
  emulator = await startMessagebirdEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

async function ask(method: string, path: string, body?: object | string, key?: string) {
  const { accessKey } = emulator.config;
  const response = await fetch(emulator.url + path, {
    method,
    headers: { authorization: `AccessKey ${key ?? accessKey}` },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, answer: text === '' ? '' : (JSON.parse(text) as object) };
}

const parameters = {
  originator: 'MessageBird',
  body: 'Lorem ipsum dolor sit amet.',
  recipients: ['380999999999'],
};

describe('the judge and the emulator', () => {
  test('take the example of the description, and answer as it does', async () => {
    expect(complaints(parameters)).toEqual([]);
    const { status, answer } = await ask('POST', '/messages', parameters);
    expect(status).toBe(201);
    const time: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    const id = emulator.messages[0]?.messageId;
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(answer).toEqual({
      ...description.answer,
      id,
      href: `https://rest.messagebird.com/messages/${id}`,
      createdDatetime: time,
      recipients: {
        ...description.answer.recipients,
        items: [
          { recipient: 380_999_999_999, status: 'sent', statusDatetime: time, messagePartCount: 1 },
        ],
      },
    });
  });

  test.each([
    [{ body: 'x'.repeat(161) }, { datacoding: 'plain', parts: 2 }],
    [
      { body: 'é😀', datacoding: 'auto' },
      { datacoding: 'unicode', parts: 1 },
    ],
    [
      { body: 'e', datacoding: 'unicode' },
      { datacoding: 'unicode', parts: 1 },
    ],
    [
      { reference: 'r', validity: 60 },
      { datacoding: 'plain', parts: 1 },
    ],
  ])('know %o', async (changes, { datacoding, parts }) => {
    const body = { ...parameters, ...changes };
    expect(complaints(body)).toEqual([]);
    const { status, answer } = await ask('POST', '/messages', body);
    expect(status).toBe(201);
    expect(answer).toMatchObject({
      ...changes,
      datacoding,
      recipients: { items: [{ messagePartCount: parts }] },
    });
  });

  test.each<[string, object, number, string]>([
    ['no originator', { originator: undefined }, 9, 'originator'],
    ['an originator that is a number', { originator: 1 }, 10, 'originator'],
    ['no body', { body: undefined }, 9, 'body'],
    ['no recipients', { recipients: undefined }, 9, 'recipients'],
    ['recipients that are numbers', { recipients: [380_999_999_999] }, 10, 'recipients'],
    ['a validity that is a text', { validity: '60' }, 10, 'validity'],
    ['a reference that is a number', { reference: 1 }, 10, 'reference'],
    ['a datacoding that is a number', { datacoding: 1 }, 10, 'datacoding'],
    ['a URL that is a number', { reportUrl: 1 }, 10, 'reportUrl'],
  ])('refuse %s', async (_, changes, code, parameter) => {
    const body = { ...parameters, ...changes };
    expect(complaints(JSON.parse(JSON.stringify(body)))).toHaveLength(1);
    const { status, answer } = await ask('POST', '/messages', body);
    expect(status).toBe(422);
    expect(answer).toEqual({
      errors: [{ code, description: expect.any(String), parameter }],
    });
    expect(emulator.messages).toEqual([]);
  });

  test('refuse a parameter misspelt', () => {
    expect(complaints({ ...parameters, dataCoding: 'auto' })).toHaveLength(1);
  });
});

describe('the emulator alone', () => {
  test.each([
    ['a name too long', { originator: 'Acme Company' }, 10, 'originator'],
    ['an unknown datacoding', { datacoding: 'utf8' }, 10, 'datacoding'],
    ['a reference too long', { reference: 'x'.repeat(129) }, 10, 'reference'],
    ['no validity at all', { validity: 0 }, 10, 'validity'],
    ['a URL that is none', { reportUrl: 'reports' }, 10, 'reportUrl'],
    ['a recipient with a plus sign', { recipients: ['+380999999999'] }, 9, 'recipient'],
  ])('refuses %s', async (_, changes, code, parameter) => {
    const { status, answer } = await ask('POST', '/messages', { ...parameters, ...changes });
    expect(status).toBe(422);
    expect(answer).toMatchObject({ errors: [{ code, parameter }] });
    expect(emulator.messages).toEqual([]);
  });

  test.each(['x', 'null', '[]'])('refuses the body %s', async (body) => {
    expect((await ask('POST', '/messages', body)).status).toBe(422);
  });

  test.each([
    ['POST', '/messages'],
    ['GET', '/balance'],
  ])('refuses another key for %s %s', async (method, path) => {
    const { status, answer } = await ask(method, path, undefined, 'wrong');
    expect(status).toBe(401);
    expect(answer).toEqual({
      errors: [
        {
          code: 2,
          description: 'Request not allowed (incorrect access_key)',
          parameter: 'access_key',
        },
      ],
    });
  });

  test.each([
    ['GET', '/messages'],
    ['POST', '/balance'],
    ['POST', '/sms'],
  ])('knows no %s %s', async (method, path) => {
    expect(await ask(method, path)).toEqual({ status: 404, answer: '' });
  });

  test('says how long to wait after too many requests', async () => {
    emulator.fail({ kind: 'rate-limit', retryAfter: '7' });
    const response = await fetch(`${emulator.url}/messages`, { method: 'POST' });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
  });

  test('reports on a message with a reference, and on no other', async () => {
    await using receiver = await receiveWebhooks('messagebird');
    const reportUrl = receiver.url;
    await ask('POST', '/messages', { ...parameters, reportUrl });
    await ask('POST', '/messages', { ...parameters, reportUrl, reference: 'r' });
    const [{ url }] = await receiver.first();
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      id: emulator.messages[1]?.messageId,
      recipient: '380999999999',
      reference: 'r',
      status: 'delivered',
      statusDatetime: expect.any(String),
      statusReason: 'successfully delivered',
    });
  });
});

test('whatever is sent is a request that MessageBird describes', async () => {
  const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
  const deliveryReportUrl = 'https://example.com/sms/reports/messagebird';
  const connectors = ['ExampleSMS', '+31612345678', '1008'].flatMap((originator) =>
    [{}, { deliveryReportUrl }].map((changes) =>
      messagebird(
        { ...emulator.config, originator, ...changes, templates },
        { baseUrl: emulator.url },
      ),
    ),
  );
  const cases = fc.record({
    sms: fc.constantFrom(...connectors),
    to: fc.stringMatching(/^\+33[67]\d{8}$/),
    code: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
    reference: fc.option(fc.stringMatching(/^[\w-]{1,128}$/), { nil: undefined }),
    seconds: fc.option(fc.integer({ min: 2, max: 1_000_000 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ sms, to, code, reference, seconds }) => {
      emulator.reset();
      const expiresAt = seconds === undefined ? undefined : new Date(Date.now() + seconds * 1000);
      const optional = { ...(expiresAt && { expiresAt }), ...(reference && { reference }) };
      await sms.send({ to, usageType: 'Generic', payload: { code }, ...optional });
      expect(emulator.requests).toHaveLength(1);
      expect(complaints(JSON.parse(emulator.requests[0]?.body ?? ''))).toEqual([]);
      expect(emulator.messages[0]).toMatchObject({ to, text: code });
    }),
    runs(50),
  );
});
