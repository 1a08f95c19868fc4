import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { errorRows, gatewayapi } from '@sms-connectors/gatewayapi';
import { startGatewayapiEmulator } from '@sms-connectors/gatewayapi/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { config as signedConfig, documentedWebhooks } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
type Config = Parameters<typeof gatewayapi>[0];

const emulator = await startGatewayapiEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: gatewayapi,
  // The emulator's account, with a secret that the tests sign with.
  config: { ...emulator.config, ...signedConfig },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startGatewayapiEmulator,
  answers: [
    {
      // https://messaging.gatewayapi.com/openapi.json
      name: 'a recipient that is no number',
      answer: invalid('recipient'),
      means: { outcome: 'rejected', code: 'invalid_recipient' },
    },
    {
      // https://github.com/onlinecity/gatewayapi-docs/blob/master/docs/rest.rst
      name: 'an address that the account does not allow',
      answer: {
        status: 403,
        body: {
          code: '0x0213',
          incident_uuid: 'd8127429-fa0c-4316-b1f2-e610c3958f43',
          message: 'Unauthorized IP-address: %1',
          variables: ['192.0.2.1'],
        },
      },
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: '0x0213' },
    },
    {
      // https://gatewayapi.com/docs/error-codes/
      name: 'an account without credit',
      answer: refusal(403, '0x0216'),
      means: { outcome: 'rejected', code: 'insufficient_balance', providerCode: '0x0216' },
    },
  ],
  deliveryReports: { webhooks: documentedWebhooks, proof: ['signature'] },
});

/** A validation error, as the description of the API has it. */
function invalid(member: string): EmulatorAnswer {
  return {
    status: 422,
    body: { detail: [{ loc: ['body', member], msg: 'Invalid input', type: 'value_error' }] },
  };
}

function refusal(status: number, code: unknown): EmulatorAnswer {
  return { status, body: { code, incident_uuid: 'x', message: 'GatewayAPI’s words' } };
}

function connect(config: Partial<Config> = {}) {
  return gatewayapi({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

describe('a config', () => {
  const { apiToken } = emulator.config;

  test.each([
    ['a name', { sender: 'ExampleSMS' }],
    ['a name with spaces and signs', { sender: 'R&D Team' }],
    ['a name of another language', { sender: 'Smørrebrød' }],
    ['a number', { sender: '4512345678' }],
    ['a number in E.164', { sender: '+4512345678' }],
    ['a short code', { sender: '1204' }],
    ['the secret of a webhook', { sender: 'Acme', webhookSecret: 'x'.repeat(64) }],
  ])('with %s is accepted', (_, config) => {
    expect(gatewayapi({ apiToken, ...config, templates }).id).toBe('gatewayapi');
  });

  test.each([
    ['a name too long', { sender: 'Acme Company' }, 'sender', /3 to 11/],
    ['a name too short', { sender: 'AB' }, 'sender', /3 to 11/],
    ['a name with a space at its end', { sender: 'Acme ' }, 'sender', /3 to 11/],
    ['a number too long', { sender: '1234567890123456' }, 'sender', /3 to 15/],
    ['a name in Cyrillic', { sender: 'Акме' }, 'sender', /3 to 11/],
    ['a spaced token', { sender: 'Acme', apiToken: 'a b' }, 'apiToken', /without spaces/],
    [
      'a platform of somebody else',
      { sender: 'Acme', endpoint: 'https://gatewayapi.example/rest/mtsms' },
      'endpoint',
      /gatewayapi\.eu/,
    ],
    ['another priority', { sender: 'Acme', priority: 'bulk' }, 'priority', /urgent/],
  ])('with %s is refused', async (_, config, path, wanted) => {
    const make = async () => gatewayapi({ apiToken, ...config, templates } as Config);
    const error = await expectConnectorError(make());
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toMatchObject([{ path, message: expect.stringMatching(wanted) }]);
  });

  // https://github.com/logto-io/logto/tree/master/packages/connectors/connector-gatewayapi-sms
  test.each([
    ['https://gatewayapi.com/rest/mtsms', 'https://messaging.gatewayapi.com/mobile/single'],
    ['https://gatewayapi.eu/rest/mtsms', 'https://messaging.gatewayapi.eu/mobile/single'],
  ] as const)('of Logto with %s sends on the same platform', async (endpoint, url) => {
    const types = ['SignIn', 'Register', 'ForgotPassword', 'Generic'] as const;
    const config = {
      endpoint,
      apiToken: 'token',
      sender: 'ExampleSMS',
      templates: types.map((usageType) => ({ usageType, content: 'Your code is {{code}}.' })),
    };
    expect(await urlsOf(config)).toEqual([url]);
  });
});

/** Where a connector sends without options. */
async function urlsOf(config: Config): Promise<readonly string[]> {
  return attemptedUrls((http) => gatewayapi(config, { http }).send(message));
}

describe('the request', () => {
  test('is the one that GatewayAPI documents', async () => {
    await connect().send(message);

    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/mobile/single');
    expect(request?.headers.authorization).toBe(`Token ${emulator.config.apiToken}`);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      sender: 'ExampleSMS',
      recipient: 33_612_345_678,
      message: 'Your code is 314159.',
    });
  });

  test('has the sender and the priority of the config', async () => {
    await connect({ sender: '+4512345678', priority: 'urgent' }).send(message);
    expect(emulator.messages[0]?.parameters).toMatchObject({
      sender: '4512345678',
      priority: 'urgent',
    });
  });

  test('keeps a plus sign in a name', async () => {
    await connect({ sender: '+Acme' }).send(message);
    expect(emulator.messages[0]?.from).toBe('+Acme');
  });

  test('has the time until the code expires, as a duration', async () => {
    const expiresAt = new Date(Date.now() + 600_500);
    await connect().send({ ...message, expiresAt, reference: 'login-1' });
    expect(emulator.messages[0]?.parameters).toMatchObject({
      expiration: 'PT600S',
      reference: 'login-1',
    });
  });

  test.each([
    'https://messaging.gatewayapi.com/mobile/single',
    'https://messaging.gatewayapi.eu/mobile/single',
  ] as const)('goes to %s', async (endpoint) => {
    expect(await urlsOf({ ...emulator.config, endpoint, templates })).toEqual([endpoint]);
  });

  test('goes to gatewayapi.com by default', async () => {
    const urls = await urlsOf({ ...emulator.config, templates });
    expect(urls).toEqual(['https://messaging.gatewayapi.com/mobile/single']);
  });
});

describe('the receipt', () => {
  test('has GatewayAPI’s facts', async () => {
    expect(await connect().send(message)).toEqual({
      messageId: emulator.messages[0]?.messageId,
      status: 'accepted',
      encoding: 'GSM-7',
      segments: 1,
      provider: { id: 'gatewayapi' },
    });
  });
});

describe('an answer that is no failure and no success', () => {
  test.each<[string, EmulatorAnswer]>([
    ['no ID', { status: 202, body: { recipient: 33_612_345_678, reference: null } }],
    ['an ID that is a number', { status: 202, body: { msg_id: 421_332_671 } }],
    ['an ID that is the recipient', { status: 202, body: { msg_id: '33612345678' } }],
    ['HTML', { status: 202, body: '<html>' }],
    ['another status', { status: 200, body: { msg_id: '01JNN696A9E0WS89FPYGT15NBX' } }],
  ])('with %s is an invalid response', async (_, answer) => {
    answerNext(answer);
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });
});

describe('a refusal', () => {
  const rows = errorRows.filter(({ cause }) => cause.startsWith('0x'));
  test.each(rows)('with $cause is $code', async ({ cause, code, docsUrl }) => {
    answerNext(refusal(403, cause));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({
      code,
      outcome: 'rejected',
      provider: { id: 'gatewayapi', code: cause, httpStatus: 403, docsUrl },
    });
    expect(JSON.stringify(error)).not.toContain('GatewayAPI’s words');
  });

  const members = errorRows.filter(({ cause }) => cause.startsWith('422 '));
  test.each(members)('with $cause is $code', async ({ cause, code, docsUrl }) => {
    answerNext(invalid(cause.replace('422 ', '')));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome: 'rejected', provider: { docsUrl } });
    expect(error.provider).not.toHaveProperty('code');
  });

  test.each([
    [[]],
    [[{ loc: ['body', 'brand'] }]],
    [[{ loc: ['body', 0] }]],
    [[{ loc: 'recipient' }]],
    [[null]],
    ['Not Found'],
  ])('with the details %o is unclassified', async (detail) => {
    answerNext({ status: 422, body: { detail } });
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'unclassified', outcome: 'rejected' });
  });

  test('reads the first member that it knows', async () => {
    const detail = [{ loc: ['body', 'brand'] }, { loc: ['body', 'sender'] }];
    answerNext({ status: 422, body: { detail } });
    const error = await expectConnectorError(connect().send(message));
    expect(error.code).toBe('sender_invalid');
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [403, 'unauthorized', 'rejected'],
    [422, 'unclassified', 'rejected'],
    [429, 'rate_limited', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
    [503, 'provider_unavailable', 'unknown'],
  ])('with an unknown code falls back to HTTP %i: %s', async (status, code, outcome) => {
    answerNext(refusal(status, '0x07FF'));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: '0x07FF' },
    });
  });

  test('with a known code and HTTP 500 still has the outcome unknown', async () => {
    answerNext(refusal(500, '0x021E'));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_config',
      outcome: 'unknown',
    });
  });

  test('reads a code in small digits', async () => {
    answerNext(refusal(403, '0x022a'));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'account_suspended', provider: { code: '0x022A' } });
  });

  test.each([[22], [null], ['33612345678'], ['0x02160'], ['forbidden']])(
    'with %o, which is not a code of GatewayAPI, has no code',
    async (code) => {
      answerNext(refusal(400, code));
      const error = await expectConnectorError(connect().send(message));
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
      expect(error.provider).not.toHaveProperty('docsUrl');
    },
  );

  test('of a wrong token is unauthorized', async () => {
    const error = await expectConnectorError(connect({ apiToken: 'wrong' }).send(message));
    expect(error).toMatchObject({ code: 'unauthorized', provider: { httpStatus: 403 } });
    expect(emulator.messages).toEqual([]);
  });
});
