import { readFileSync } from 'node:fs';
import { azure } from '@sms-connectors/azure';
import { startAzureEmulator } from '@sms-connectors/azure/emulator';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import * as fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { receiveWebhooks } from '../../../test/receive-webhooks.ts';
import { config } from './config.ts';
import { deliveryReportToken, documentedWebhooks } from './documented-webhooks.ts';
import { sign } from './sign.ts';

// Azure's own descriptions of its APIs and events judge both sides.
const { definitions } = JSON.parse(
  readFileSync(new URL('openapi-schemas.json', import.meta.url), 'utf8'),
) as { readonly definitions: Readonly<Record<string, object>> };

const formats = {
  int32: true,
  double: true,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
} as const;
const ajv = new Ajv2019({ allErrors: true, formats, strict: false });
const parents = new Set(
  JSON.stringify(definitions)
    .match(/(?<="allOf":\[\{"\$ref":"#\/definitions\/)\w+/g)
    ?.map(String),
);
ajv.addSchema({
  $id: 'azure',
  definitions: Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [
      name,
      // Nothing but what the schema knows. What others extend is judged with them.
      { ...schema, ...(!parents.has(name) && { unevaluatedProperties: false }) },
    ]),
  ),
});

function judge(name: string): ValidateFunction {
  return ajv.compile({ $ref: `azure#/definitions/${name}` });
}

const isRequest = judge('SendMessageRequest');
const isAnswer = judge('SmsSendResponse');
const isValidationError = judge('BadRequestErrorResponse');
const isError = judge('StandardErrorResponse');
const isNotFound = judge('ErrorResponse');
const arePhoneNumbers = judge('PurchasedPhoneNumbers');
const isEvent = judge('EventGridEvent');
const isReport = judge('AcsSmsDeliveryReportReceivedEventData');
const isValidation = judge('SubscriptionValidationEventData');
const isReply = judge('SubscriptionValidationResponse');

function complaints(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

const emulator = await startAzureEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

async function exchange(method: 'GET' | 'POST', target: string, body?: object) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = await sign(
    { method, url: `${emulator.url}${target}`, body: text },
    emulator.account.accessKey,
  );
  const response = await fetch(`${emulator.url}${target}`, {
    method,
    headers,
    ...(text !== undefined && { body: text }),
  });
  return { status: response.status, answer: (await response.json()) as unknown };
}

const post = (body: object) => exchange('POST', '/sms?api-version=2026-01-23', body);

const to = '+11234567890';
const members = { from: '+14255550123', smsRecipients: [{ to }], message: 'Hello world!' };
const repeatability = {
  repeatabilityRequestId: 'fda6d242-46aa-4247-8bf6-619a1206f9c3',
  repeatabilityFirstSent: 'Mon, 01 Apr 2019 06:22:03 GMT',
};
const options = { enableDeliveryReport: true, tag: 'testSmsRequest' };

// The example of the description.
const right: readonly object[] = [
  members,
  { ...members, smsRecipients: [{ to }, { to: '+112345678901' }, { to: '112345678901' }] },
  { ...members, smsRecipients: [{ to, ...repeatability }] },
  { ...members, smsSendOptions: options },
  { ...members, smsSendOptions: { ...options, deliveryReportTimeoutInSeconds: 300 } },
];

const wrong: readonly (readonly [string, object])[] = [
  ['no sender', { ...members, from: undefined }],
  ['no recipients', { ...members, smsRecipients: undefined }],
  ['a recipient without a number', { ...members, smsRecipients: [{}] }],
  ['a number that is a number', { ...members, smsRecipients: [{ to: 1 }] }],
  ['no text', { ...members, message: undefined }],
  ['a text too long', { ...members, message: 'x'.repeat(2049) }],
  ['options without a choice', { ...members, smsSendOptions: { tag: 'x' } }],
  ['a tag that is a number', { ...members, smsSendOptions: { ...options, tag: 1 } }],
  [
    'a timeout too short',
    { ...members, smsSendOptions: { ...options, deliveryReportTimeoutInSeconds: 59 } },
  ],
];

describe('the judge and the emulator', () => {
  test.each(right)('take %o', async (body) => {
    expect(complaints(isRequest, body)).toEqual([]);
    const { status, answer } = await post(body);
    expect(status).toBe(202);
    expect(complaints(isAnswer, answer)).toEqual([]);
  });

  test.each(wrong)('refuse %s', async (_, body) => {
    expect(complaints(isRequest, JSON.parse(JSON.stringify(body)))).toHaveLength(1);
    const { status, answer } = await post(body);
    expect(status).toBe(400);
    expect(complaints(isValidationError, answer)).toEqual([]);
    expect(emulator.messages).toEqual([]);
  });

  test('the emulator takes 100 recipients, and no more', async () => {
    const recipients = Array.from({ length: 101 }, () => ({ to }));
    const tooMany = await post({ ...members, smsRecipients: recipients });
    expect(tooMany.status).toBe(400);
    expect(emulator.messages).toEqual([]);
    const { status } = await post({ ...members, smsRecipients: recipients.slice(1) });
    expect(status).toBe(202);
    expect(emulator.messages).toHaveLength(100);
  });

  test('the emulator verifies the hash of the body', async () => {
    const url = `${emulator.url}/sms?api-version=2026-01-23`;
    const body = JSON.stringify(members);
    const headers = await sign({ method: 'POST', url, body }, emulator.account.accessKey);
    const other = { ...headers, 'x-ms-content-sha256': 'AAAA' };
    for (const [given, sent] of [
      [other, body],
      [headers, `${body} `],
    ] as const) {
      const { status } = await fetch(url, { method: 'POST', headers: given, body: sent });
      expect(status).toBe(401);
    }
    expect(emulator.messages).toEqual([]);
  });

  test('the judge refuses members that are misspelt', () => {
    expect(complaints(isRequest, { ...members, body: 'x' })).toHaveLength(1);
    expect(complaints(isRequest, { ...members, smsRecipients: [{ to, id: '1' }] })).toHaveLength(1);
    expect(complaints(isAnswer, { value: [{ to, httpStatusCode: 202 }] })).toHaveLength(1);
    expect(complaints(isReport, { messageID: '1' })).toHaveLength(7);
  });

  test('a request without its time is rejected inside the 202', async () => {
    const { repeatabilityRequestId } = repeatability;
    const { status, answer } = await post({
      ...members,
      smsRecipients: [{ to, repeatabilityRequestId }],
    });
    expect(status).toBe(202);
    expect(complaints(isAnswer, answer)).toEqual([]);
    expect(answer).toMatchObject({
      value: [{ httpStatusCode: 400, repeatabilityResult: 'rejected', successful: false }],
    });
    expect(emulator.messages).toEqual([]);
  });

  test('the emulator answers other requests as described', async () => {
    const numbers = await exchange('GET', '/phoneNumbers?api-version=2025-06-01');
    expect(complaints(arePhoneNumbers, numbers.answer)).toEqual([]);
    const elsewhere = await exchange('GET', '/identities?api-version=2026-01-23');
    expect(elsewhere.status).toBe(404);
    expect(complaints(isNotFound, elsewhere.answer)).toEqual([]);
    const version = await exchange('POST', '/sms?api-version=2020-01-01', members);
    expect(version.status).toBe(400);
    expect(complaints(isValidationError, version.answer)).toEqual([]);
    const unsigned = await fetch(`${emulator.url}/sms?api-version=2026-01-23`, { method: 'POST' });
    expect(unsigned.status).toBe(401);
    expect(complaints(isError, await unsigned.json())).toEqual([]);
  });
});

test('whatever is sent is a request that Azure describes', async () => {
  const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
  const connectors = ['+14255550123', '23456', 'CONTOSO'].flatMap((from) =>
    [undefined, deliveryReportToken].map((token) =>
      azure(
        { ...emulator.config, from, deliveryReportToken: token, templates },
        { baseUrl: emulator.url },
      ),
    ),
  );
  const cases = fc.record({
    sms: fc.constantFrom(...connectors),
    to: fc.stringMatching(/^\+33[67]\d{8}$/),
    code: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    reference: fc.option(fc.stringMatching(/^[\w-]{1,64}$/), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ sms, to: recipient, code, reference }) => {
      emulator.reset();
      const optional = { ...(reference !== undefined && { reference }) };
      await sms.send({ to: recipient, usageType: 'Generic', payload: { code }, ...optional });
      expect(emulator.requests).toHaveLength(1);
      expect(complaints(isRequest, JSON.parse(emulator.requests[0]?.body ?? ''))).toEqual([]);
      expect(emulator.messages[0]).toMatchObject({ to: recipient, text: code });
    }),
    runs(50),
  );
});

test('every event of the emulator is one that Azure describes', async () => {
  await using receiver = await receiveWebhooks('azure');
  await using other = await startAzureEmulator({ account: { deliveryReportUrl: receiver.url } });
  const { templates } = config;
  const sms = azure({ ...other.config, templates }, { baseUrl: other.url });
  const payload = { code: '314159' };
  await sms.send({ to, usageType: 'Generic', payload, reference: 'login-1' });
  const webhooks = await receiver.first(2);
  expect(webhooks.map(({ headers }) => headers['aeg-event-type'])).toEqual([
    'SubscriptionValidation',
    'Notification',
  ]);
  const events = webhooks.flatMap(({ body }) => JSON.parse(body) as { readonly data: object }[]);
  expect(events.flatMap((event) => complaints(isEvent, { ...event, data: {} }))).toEqual([]);
  expect(complaints(isValidation, events[0]?.data)).toEqual([]);
  expect(complaints(isReport, events[1]?.data)).toEqual([]);
  expect(events[1]?.data).toMatchObject({ tag: 'login-1' });
});

test.each(documentedWebhooks)('$name in the tests is one that Azure describes', (documented) => {
  const { request, reply } = documented;
  const [event] = JSON.parse(request.body) as { readonly data: object }[];
  expect(complaints(isEvent, { ...event, data: {} })).toEqual([]);
  expect(complaints(reply === undefined ? isReport : isValidation, event?.data)).toEqual([]);
});

test('the reply to a validation is one that Azure describes', () => {
  const replies = documentedWebhooks.flatMap(({ reply }) => reply?.body ?? []);
  expect(replies).toHaveLength(1);
  expect(replies.flatMap((reply) => complaints(isReply, JSON.parse(reply)))).toEqual([]);
});
