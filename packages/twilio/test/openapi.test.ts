import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Connector } from '@sms-connectors/core';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator, type TwilioEmulator } from '@sms-connectors/twilio/emulator';
import { Ajv, type ValidateFunction } from 'ajv';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { runs } from '../../../test/property-runs.ts';

// Twilio's own description of its API, as its command line carries it, judges both sides.
const require = createRequire(import.meta.url);
const resource = '/2010-04-01/Accounts/{AccountSid}/Messages.json';

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly pattern?: string;
}
interface Media {
  readonly content: Readonly<Record<string, { readonly schema: Schema & { $ref?: string } }>>;
}
interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly servers: readonly { readonly url: string }[];
        readonly post: {
          readonly parameters: readonly { readonly name: string; readonly schema: Schema }[];
          readonly requestBody: Media;
          readonly responses: Readonly<Record<string, Media>>;
        };
      }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const openApi = read(
  require.resolve('@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json'),
);
const messagingApi = read(
  require.resolve('@twilio/cli-core/src/services/twilio-api/twilio_messaging_v1.json'),
);
const operation = openApi.paths[resource];
if (operation === undefined) throw new Error(`Twilio describes no ${resource} any more.`);
const { post } = operation;

function read(specification: string): OpenApi {
  return JSON.parse(readFileSync(specification, 'utf8')) as OpenApi;
}

const formats = {
  currency: /^[a-z]{3}$/i,
  'date-time': true,
  'date-time-rfc-2822': /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/,
  // A sender's name too, by the description.
  'phone-number': true,
  uri: true,
  'uri-map': true,
} as const;

/** Nothing but what the schema knows; in a form, numbers are text. */
function exactly(schema: Schema, { isForm = false, ...rest }): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: isForm, formats });
  const { components } = openApi;
  return ajv.compile({ ...schema, ...rest, additionalProperties: false, components });
}

const requestSchema = post.requestBody.content['application/x-www-form-urlencoded']?.schema;
const answerReference = post.responses['201']?.content['application/json']?.schema.$ref;
const answerSchema = openApi.components.schemas[answerReference?.split('/').at(-1) ?? ''];
if (requestSchema === undefined || answerSchema === undefined) {
  throw new Error('Twilio describes the request or the answer elsewhere now.');
}
const isRequest = exactly(requestSchema, { isForm: true });
const isAnswer = exactly(answerSchema, { required: Object.keys(answerSchema.properties) });

const accountPath = new RegExp(
  `^${resource.replace('{AccountSid}', `(${post.parameters[0]?.schema.pattern?.slice(1, -1)})`)}$`,
);

function complaints(judge: ValidateFunction, value: object): string[] {
  judge({ ...value });
  return (judge.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

let emulator: TwilioEmulator;
beforeAll(async () => {
  emulator = await startTwilioEmulator({ account: { senders: ['+15005550006', '12345', 'Acme'] } });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describe('the judge', () => {
  const parameters = { To: '+33612345678', Body: 'x', From: '+15005550006' };

  test('takes what is right', () => {
    expect(complaints(isRequest, { ...parameters, ValidityPeriod: '60' })).toEqual([]);
  });

  test.each([
    ['a parameter misspelt', { ...parameters, ValidtyPeriod: '60' }],
    ['a parameter in small letters', { ...parameters, riskCheck: 'disable' }],
    ['a value that is none', { ...parameters, RiskCheck: 'off' }],
    ['a number that is none', { ...parameters, ValidityPeriod: '1.5' }],
    ['a SID of another kind', { ...parameters, MessagingServiceSid: `AC${'0'.repeat(32)}` }],
    ['no recipient', { Body: 'x', From: '+15005550006' }],
  ])('refuses %s', (_, wrong) => {
    expect(complaints(isRequest, wrong)).toHaveLength(1);
  });

  test('refuses an answer that lacks or adds something', () => {
    expect(complaints(isAnswer, {}).length).toBeGreaterThan(15);
    expect(complaints(isAnswer, { id: 'SM1' })).toContainEqual(expect.stringContaining('"id"'));
    const wrong = complaints(isAnswer, { num_segments: 1, date_sent: '2026-01-01T00:00:00Z' });
    expect(wrong).toContainEqual(expect.stringContaining('/num_segments'));
    expect(wrong).toContainEqual(expect.stringContaining('/date_sent'));
  });
});

describe('whatever is sent', () => {
  const senders = [
    {},
    ...['+15005550006', '12345', 'Acme'].map((from) => ({
      fromMessagingServiceSID: undefined,
      from,
    })),
  ];
  const message = fc.record({
    to: fc.stringMatching(/^\+33[67]\d{8}$/),
    code: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    seconds: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
  });

  test('is a request that Twilio describes', async () => {
    const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
    const connectors = [true, false].flatMap((disableRiskCheck) =>
      senders.map((sender) =>
        twilio(
          { ...emulator.config, ...sender, disableRiskCheck, templates },
          { baseUrl: emulator.url },
        ),
      ),
    );
    const property = fc.asyncProperty(
      fc.constantFrom(...connectors),
      message,
      async (sms, { to, code, seconds }) => {
        emulator.reset();
        const expiresAt = seconds && new Date(Date.now() + seconds * 1000);
        await sms.send({
          to,
          usageType: 'Generic',
          payload: { code },
          ...(expiresAt && { expiresAt }),
        });

        expect(emulator.requests).toHaveLength(1);
        expect(emulator.requests[0]?.path).toMatch(accountPath);
        const parameters = Object.fromEntries(new URLSearchParams(emulator.requests[0]?.body));
        expect(complaints(isRequest, parameters)).toEqual([]);
        expect(parameters).toMatchObject({ To: to, Body: code });
        expect('ValidityPeriod' in parameters).toBe(expiresAt !== undefined);
        expect(emulator.messages).toHaveLength(1);
      },
    );
    await fc.assert(property, runs(300));
  });

  test.each([
    ['a number', { From: '+15005550006' }],
    ['a messaging service', { MessagingServiceSid: `MG${'0'.repeat(32)}` }],
  ])('from %s has an answer that Twilio describes', async (_, sender) => {
    const { accountSID, authToken } = emulator.config;
    const response = await fetch(emulator.url + resource.replace('{AccountSid}', accountSID), {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${accountSID}:${authToken}`)}` },
      body: new URLSearchParams({ ...sender, To: '+33612345678', Body: 'x' }),
    });
    const answer = (await response.json()) as object;
    expect(response.status).toBe(201);
    expect(complaints(isAnswer, answer)).toEqual([]);
    expect(answer).toMatchObject({ account_sid: accountSID });
  });
});

async function originsOf(
  call: (sms: Connector) => Promise<unknown> | undefined,
): Promise<readonly string[]> {
  const templates = [{ usageType: 'Generic' as const, content: 'x' }];
  const config = { ...emulator.config, templates };
  const urls = await attemptedUrls((http) => call(twilio(config, { http })));
  return urls.map((url) => new URL(url).origin);
}

test('the connector speaks to the servers that Twilio describes', async () => {
  const { servers } = operation;
  const message = { to: '+33612345678', usageType: 'Generic', payload: {} } as const;
  expect(await originsOf((sms) => sms.send(message))).toEqual(servers.map(({ url }) => url));
  const services = messagingApi.paths['/v1/Services/{Sid}']?.servers ?? [];
  expect(new Set(await originsOf((sms) => sms.verifyConfig?.()))).toEqual(
    new Set([...servers, ...services].map(({ url }) => url)),
  );
});
