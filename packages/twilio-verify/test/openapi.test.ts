import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { twilioVerify } from '@sms-connectors/twilio-verify';
import {
  startTwilioVerifyEmulator,
  type TwilioVerifyEmulator,
} from '@sms-connectors/twilio-verify/emulator';
import { twilioVerifications } from '@sms-connectors/twilio-verify/verifications';
import { Ajv, type ValidateFunction } from 'ajv';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';

// Twilio's own description of its API, as its command line carries it, judges both sides.
interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
}
interface Media {
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
}
interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly servers: readonly { readonly url: string }[];
        readonly get?: Operation;
        readonly post?: Operation;
      }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const require = createRequire(import.meta.url);
const specification =
  require.resolve('@twilio/cli-core/src/services/twilio-api/twilio_verify_v2.json');
const openApi = JSON.parse(readFileSync(specification, 'utf8'), withType) as OpenApi;
const { components, paths } = openApi;
const resources = {
  '/v2/Services/{Sid}': /^\/v2\/Services\/VA[0-9a-fA-F]{32}$/,
  '/v2/Services/{ServiceSid}/Verifications': /^\/v2\/Services\/VA[0-9a-fA-F]{32}\/Verifications$/,
  '/v2/Services/{ServiceSid}/Verifications/{Sid}':
    /^\/v2\/Services\/VA[0-9a-fA-F]{32}\/Verifications\/VE[0-9a-fA-F]{32}$/,
  '/v2/Services/{ServiceSid}/VerificationCheck':
    /^\/v2\/Services\/VA[0-9a-fA-F]{32}\/VerificationCheck$/,
} as const;

/** What has no type may be null anyway; Ajv refuses to read that it may. */
function withType(_: string, value: unknown): unknown {
  const { nullable, ...rest } = Object(value) as Readonly<Record<string, unknown>>;
  return nullable === true && !('type' in rest) ? rest : value;
}

const formats = { 'date-time': true, int32: true, uri: true, 'uri-map': true } as const;

const judges = new Map<Schema, ValidateFunction>();

/** Nothing but what the schema knows; in a form, everything is text. */
function exactly(schema: Schema, { isForm = false, ...rest }): ValidateFunction {
  const known = judges.get(schema);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: isForm, formats });
  const made = ajv.compile({ ...schema, ...rest, additionalProperties: false, components });
  judges.set(schema, made);
  return made;
}

function operationOf(method: string, path: string): Operation {
  const [name = ''] = Object.entries(resources).find(([, pattern]) => pattern.test(path)) ?? [];
  const operation = paths[name]?.[method === 'GET' ? 'get' : 'post'];
  if (operation === undefined) throw new Error(`Twilio describes no ${method} ${path}.`);
  return operation;
}

function complaints(judge: ValidateFunction, value: object): string[] {
  judge({ ...value });
  return (judge.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

function complaintsAboutRequest({ method, path, body }: Exchange): string[] {
  const { requestBody } = operationOf(method, path);
  const schema = requestBody?.content['application/x-www-form-urlencoded']?.schema;
  if (schema === undefined) return body === '' ? [] : ['has a body'];
  return complaints(
    exactly(schema, { isForm: true }),
    Object.fromEntries(new URLSearchParams(body)),
  );
}

async function complaintsAboutAnswer({ method, path, body }: Exchange): Promise<string[]> {
  const { accountSID, authToken } = emulator.config;
  const response = await fetch(emulator.url + path, {
    method,
    headers: { authorization: `Basic ${btoa(`${accountSID}:${authToken}`)}` },
    ...(method === 'POST' && { body: new URLSearchParams(body) }),
  });
  const media = operationOf(method, path).responses[response.status];
  const schema = media?.content['application/json']?.schema;
  if (schema === undefined) return [`has the status ${response.status}`];
  const name = schema.$ref?.split('/').at(-1);
  const whole = name === undefined ? schema : components.schemas[name];
  if (whole === undefined) throw new Error(`Twilio describes no ${name}.`);
  const judge = exactly(whole, { required: Object.keys(whole.properties) });
  return complaints(judge, (await response.json()) as object);
}

let emulator: TwilioVerifyEmulator;
beforeAll(async () => {
  emulator = await startTwilioVerifyEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const templateId = `HJ${'0'.repeat(32)}`;
const secret = 'a-secret-of-the-application-only-0';
const verifications = () => `/v2/Services/${emulator.config.serviceSID}/Verifications`;

function asked(parameters: object): string[] {
  return complaintsAboutRequest({
    method: 'POST',
    path: verifications(),
    body: new URLSearchParams({ To: '+33612345678', Channel: 'sms', ...parameters }).toString(),
  });
}

describe('the judge', () => {
  test('takes what is right', () => {
    expect(asked({ CustomCode: '314159', RiskCheck: 'disable' })).toEqual([]);
  });

  test.each([
    ['a parameter misspelt', { CustomCodes: '314159' }],
    ['a parameter in small letters', { locale: 'fr' }],
    ['a value that is none', { RiskCheck: 'off' }],
    ['a SID of another kind', { TemplateSid: `HX${'0'.repeat(32)}` }],
  ])('refuses %s', (_, wrong) => {
    expect(asked(wrong)).toHaveLength(1);
  });

  test('knows neither another path nor another method', () => {
    expect(() => operationOf('POST', `${verifications()}/1`)).toThrow('describes no POST');
    expect(() => operationOf('GET', verifications())).toThrow('describes no GET');
  });
});

test('whatever the connector sends is a request that Twilio describes', async () => {
  const own = { templateId, parameters: [{ name: 'code', maxLength: 10 }, { name: 'device' }] };
  const connectors = [true, false].flatMap((disableRiskCheck) =>
    [{ templateId: 'default' }, own, { ...own, locale: 'ga' }].map((template) =>
      twilioVerify(
        {
          ...emulator.config,
          disableRiskCheck,
          templates: [{ usageType: 'Generic', ...template }],
        },
        { baseUrl: emulator.url },
      ),
    ),
  );
  const message = fc.record({
    to: fc.stringMatching(/^\+33[67]\d{8}$/),
    code: fc.string({ minLength: 4, maxLength: 10 }),
    device: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
    locale: fc.option(fc.constantFrom('fr', 'pt-BR', 'zh-TW', 'x', ''), { nil: undefined }),
    reference: fc.option(fc.stringMatching(/^[\w-]{1,128}$/), { nil: undefined }),
  });
  const property = fc.asyncProperty(
    fc.constantFrom(...connectors),
    message,
    async (sms, { to, code, device, locale, reference }) => {
      emulator.reset();
      const payload = { code, device };
      await sms.send({ to, usageType: 'Generic', payload, locale, reference });
      expect(emulator.requests.map(complaintsAboutRequest)).toEqual([[]]);
      expect(emulator.messages).toMatchObject([{ to, parameters: { CustomCode: code } }]);
    },
  );
  await fc.assert(property, runs(200));
});

test('the other calls make requests that Twilio describes, and get such answers', async () => {
  const options = { baseUrl: emulator.url, secret, resendAfterSeconds: 0 };
  await using codes = twilioVerifications(emulator.config, options);
  const templates = [{ usageType: 'Generic' as const, templateId: 'default' }];
  const sms = twilioVerify({ ...emulator.config, templates }, { baseUrl: emulator.url });
  const started = await codes.start({ to: '+33612345678', usageType: 'SignIn', locale: 'fr' });
  const id = 'id' in started ? started.id : '';
  await codes.check({ id, code: 'none' });
  await codes.resend({ id });
  await codes.cancel({ id });
  await codes.verifyConfig();
  const message = {
    to: '+33612345679',
    usageType: 'Generic',
    payload: { code: '314159' },
  } as const;
  const { messageId } = await sms.send(message);
  await sms.reportConversion?.(messageId, true);

  const { requests } = emulator;
  const service = `/v2/Services/${emulator.config.serviceSID}`;
  expect(requests.map(({ method, path }) => `${method} ${path.replace(service, '')}`)).toEqual([
    'POST /Verifications',
    'POST /VerificationCheck',
    expect.stringMatching(/^GET \/Verifications\/VE/),
    'POST /Verifications',
    expect.stringMatching(/^POST \/Verifications\/VE/),
    'GET ',
    'POST /Verifications',
    expect.stringMatching(/^POST \/Verifications\/VE/),
  ]);
  expect(requests.flatMap(complaintsAboutRequest)).toEqual([]);
});

test('every answer is one that Twilio describes', async () => {
  const to = '+33612345678';
  const start: Exchange = {
    method: 'POST',
    path: verifications(),
    body: `To=${encodeURIComponent(to)}&Channel=sms`,
  };
  expect(await complaintsAboutAnswer(start)).toEqual([]);
  const path = `${verifications()}/${emulator.messages[0]?.messageId}`;
  const wrong = `VerificationSid=${emulator.messages[0]?.messageId}&Code=none`;
  const check = { method: 'POST', path: verifications().replace(/s$/, 'Check'), body: wrong };
  for (const exchange of [
    { method: 'GET', path, body: '' },
    check,
    { method: 'POST', path, body: 'Status=canceled' },
    { method: 'GET', path, body: '' },
    { method: 'GET', path: verifications().replace('/Verifications', ''), body: '' },
  ]) {
    expect(await complaintsAboutAnswer(exchange), exchange.path).toEqual([]);
  }
  emulator.fail({ kind: 'rate-limit' });
  expect(await complaintsAboutAnswer(start)).toEqual([]);
});

test('the connector speaks to the server that Twilio describes', async () => {
  const urls: string[] = [];
  const templates = [{ usageType: 'Generic' as const, templateId: 'default' }];
  const sms = twilioVerify(
    { ...emulator.config, templates },
    {
      http: async ({ url }) => {
        urls.push(new URL(url).origin);
        return { failure: 'network', sent: false };
      },
    },
  );
  const message = {
    to: '+33612345678',
    usageType: 'Generic',
    payload: { code: '314159' },
  } as const;
  await sms.send(message).catch(() => undefined);
  await sms.verifyConfig?.();
  const servers = Object.keys(resources).flatMap((path) => paths[path]?.servers ?? []);
  expect(new Set(urls)).toEqual(new Set(servers.map(({ url }) => url)));
});
