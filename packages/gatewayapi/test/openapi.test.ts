import { readFileSync } from 'node:fs';
import { gatewayapi } from '@sms-connectors/gatewayapi';
import {
  type GatewayapiEmulator,
  startGatewayapiEmulator,
} from '@sms-connectors/gatewayapi/emulator';
import { Ajv, type ValidateFunction } from 'ajv';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { receiveWebhooks } from '../../../test/receive-webhooks.ts';

// The schemas of GatewayAPI's own description of its API judge both sides.
const { schemas } = JSON.parse(
  readFileSync(new URL('openapi-schemas.json', import.meta.url), 'utf8'),
) as { readonly schemas: Readonly<Record<string, object>> };

const time = String.raw`\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)`;
const formats = {
  'date-time': new RegExp(String.raw`^\d{4}-\d\d-\d\dT${time}$`),
  duration: /^P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
};

/** Nothing but what the schema knows. */
function exactly(name: string): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, formats });
  return ajv.compile({ ...schemas[name], additionalProperties: false });
}

const isRequest = exactly('MobileMessageRequest');
const isAnswer = exactly('MobileMessageResponse');
const isRefusal = exactly('HTTPValidationError');
const isEvent = exactly('PhoneMessageWebhookEvent');

function complaints(judge: ValidateFunction, value: unknown): string[] {
  judge(value);
  return (judge.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

let emulator: GatewayapiEmulator;
beforeAll(async () => {
  emulator = await startGatewayapiEmulator({ account: { credit: 1e9 } });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

async function post(body: unknown, of = emulator) {
  const response = await fetch(`${of.url}/mobile/single`, {
    method: 'POST',
    headers: { authorization: `Token ${of.config.apiToken}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as unknown };
}

const members = { sender: 'ExampleSMS', recipient: 4_512_345_678, message: 'Hello world!' };

// The examples of the description.
const right: readonly object[] = [
  members,
  { ...members, reference: '<client provided reference>' },
  { ...members, expiration: 'P3DT4H33M17S' },
  { ...members, label: 'Promotion' },
  { ...members, priority: 'urgent', reference: null },
];

const wrong: readonly (readonly [string, object])[] = [
  ['a recipient in E.164', { ...members, recipient: '+4512345678' }],
  ['a short recipient', { ...members, recipient: 1000 }],
  ['a long recipient', { ...members, recipient: 1e15 }],
  ['no recipient', { sender: 'ExampleSMS', message: 'x' }],
  ['a short sender', { ...members, sender: 'AB' }],
  ['a long sender', { ...members, sender: 'x'.repeat(19) }],
  ['a text too long', { ...members, message: 'x'.repeat(39_016) }],
  ['another priority', { ...members, priority: 'bulk' }],
  ['a label too long', { ...members, label: 'x'.repeat(129) }],
  ['a reference that is a number', { ...members, reference: 1 }],
];

describe('the judge and the emulator', () => {
  test.each(right)('take %o', async (body) => {
    expect(complaints(isRequest, body)).toEqual([]);
    const { status, answer } = await post(body);
    expect(status).toBe(202);
    expect(complaints(isAnswer, answer)).toEqual([]);
  });

  test.each(wrong)('refuse %s', async (_, body) => {
    expect(complaints(isRequest, body)).toHaveLength(1);
    const { status, answer } = await post(body);
    expect(status).toBe(422);
    expect(complaints(isRefusal, answer)).toEqual([]);
    expect(emulator.messages).toEqual([]);
  });

  test('refuse a member misspelt, and an expiration that is none', () => {
    expect(complaints(isRequest, { ...members, expires: 'P1D' })).toHaveLength(1);
    expect(complaints(isRequest, { ...members, expiration: '10 min' })).not.toEqual([]);
    expect(complaints(isAnswer, { id: 'x' })).toHaveLength(4);
    expect(complaints(isEvent, {})).toHaveLength(4);
  });
});

test('whatever is sent is a request that GatewayAPI describes', async () => {
  const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
  const connectors = ['ExampleSMS', '+4512345678', '1204'].flatMap((sender) =>
    (['normal', 'urgent'] as const).map((priority) =>
      gatewayapi({ ...emulator.config, sender, priority, templates }, { baseUrl: emulator.url }),
    ),
  );
  const cases = fc.record({
    sms: fc.constantFrom(...connectors),
    to: fc.stringMatching(/^\+33[67]\d{8}$/),
    code: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    reference: fc.option(fc.stringMatching(/^[\w-]{1,64}$/), { nil: undefined }),
    seconds: fc.option(fc.integer({ min: 2, max: 1_000_000 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ sms, to, code, reference, seconds }) => {
      emulator.reset();
      const expiresAt = seconds === undefined ? undefined : new Date(Date.now() + seconds * 1000);
      const optional = { ...(expiresAt && { expiresAt }), ...(reference && { reference }) };
      await sms.send({ to, usageType: 'Generic', payload: { code }, ...optional });
      expect(emulator.requests).toHaveLength(1);
      expect(complaints(isRequest, JSON.parse(emulator.requests[0]?.body ?? ''))).toEqual([]);
      expect(emulator.messages[0]).toMatchObject({ to, text: code });
    }),
    runs(50),
  );
});

test.each([
  { status: 'DELIVERED' },
  { status: 'REJECTED', error: { hex_code: '0x1905', details: 'Unsupported sender' } },
])('the event of %o is one that GatewayAPI describes', async (deliveryEvent) => {
  await using receiver = await receiveWebhooks('gatewayapi');
  await using other = await startGatewayapiEmulator({
    account: { deliveryReportUrl: receiver.url },
    deliveryEvents: [deliveryEvent],
  });
  const { answer } = await post({ ...members, reference: 'login-1' }, other);
  const [{ headers, body }] = await receiver.first();
  const event = JSON.parse(body) as { readonly event: object };
  expect(complaints(isEvent, event)).toEqual([]);
  expect(event.event).toMatchObject({ ...(answer as object), status: deliveryEvent.status });
  expect(headers['signature']).toMatch(/^v1=[0-9a-f]{64}$/);
  expect(headers['content-type']).toBe('application/json');
});
