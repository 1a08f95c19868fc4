import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { errorRows, telnyx } from '@sms-connectors/telnyx';
import { startTelnyxEmulator } from '@sms-connectors/telnyx/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { config as signedConfig, documentedWebhooks, sign } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const messageId = '40385f64-5717-4562-b3fc-2c963f66afa6';
type Config = Parameters<typeof telnyx>[0];

const emulator = await startTelnyxEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: telnyx,
  // The emulator's account, with a key whose private half the tests have.
  config: { ...emulator.config, ...signedConfig },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startTelnyxEmulator,
  answers: [
    {
      // https://developers.telnyx.com/docs/messaging/messages/advanced-opt-in-out
      name: 'a recipient who has opted out',
      answer: refusal(403, {
        code: '40300',
        title: 'Blocked due to STOP message',
        detail: "Messages cannot be sent from '{from}' to '{to}' due to an existing block rule.",
      }),
      means: { outcome: 'rejected', code: 'opted_out', providerCode: '40300' },
    },
    {
      // https://developers.telnyx.com/docs/messaging/messages/send-message
      name: 'a number of no messaging profile',
      answer: refusal(403, {
        code: '40300',
        title: 'Forbidden',
        detail: 'The from number +15551234567 is not assigned to a messaging profile.',
        meta: { url: 'https://developers.telnyx.com/docs/messaging/messages/error-codes' },
      }),
      means: { outcome: 'rejected', code: 'sender_invalid', providerCode: '40300' },
    },
    {
      // https://developers.telnyx.com/api-reference/billing/get-user-balance-details
      name: 'wrong credentials',
      answer: refusal(401, {
        code: '10009',
        title: 'Authentication failed',
        detail: 'Could not understand the provided credentials.',
        meta: { url: 'https://developers.telnyx.com/docs/overview/errors/10009' },
      }),
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: '10009' },
    },
    {
      // https://developers.telnyx.com/docs/messaging/messages/configurable-spend-limits
      name: 'a spend limit',
      answer: refusal(429, {
        code: '40333',
        title: 'Messaging profile spend limit reached',
        detail: 'The daily spend limit configured on this messaging profile has been reached',
        meta: { url: 'https://developers.telnyx.com/docs/overview/errors/40333' },
      }),
      means: { outcome: 'rejected', code: 'insufficient_balance', providerCode: '40333' },
    },
    {
      // https://developers.telnyx.com/development/api-fundamentals/reliability/rate-limiting
      name: 'too many requests',
      answer: refusal(429, {
        code: '10011',
        title: 'Too many requests',
        detail: 'You have exceeded the maximum number of allowed requests.',
      }),
      means: { outcome: 'rejected', code: 'rate_limited', providerCode: '10011' },
    },
  ],
  deliveryReports: {
    webhooks: documentedWebhooks,
    proof: ['telnyx-signature-ed25519', 'telnyx-timestamp'],
    stale: sign('{"data":{"event_type":"message.sent"}}', new Date('2024-01-15T21:32:13Z')),
  },
});

function refusal(status: number, ...errors: object[]): EmulatorAnswer {
  return { status, body: { errors } };
}

function accepted(data: object): EmulatorAnswer {
  return { status: 200, body: { data } };
}

function connect(config: Partial<Config> = {}) {
  return telnyx({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

describe('a config', () => {
  const { apiKey, messagingProfileId, publicKey } = emulator.config;

  test.each([
    ['a profile', { messagingProfileId }],
    ['a number', { from: '+12025550100' }],
    ['a short code', { from: '12345' }],
    ['a number and a profile', { from: '+12025550100', messagingProfileId }],
    ['a name and a profile', { from: 'My Team 1', messagingProfileId }],
    [
      'a URL for reports',
      { from: '12345', publicKey, deliveryReportUrl: 'https://example.com/telnyx?y=1' },
    ],
  ])('with %s is accepted', (_, config) => {
    expect(telnyx({ apiKey, ...config, templates }).id).toBe('telnyx');
  });

  test.each([
    ['no sender', {}, 'from', /^Required unless you set messagingProfileId\.$/],
    ['a name alone', { from: 'Acme' }, 'messagingProfileId', /^Required if from is a name\.$/],
    ['a name too long', { from: 'Acme Company', messagingProfileId }, 'from', /up to 11/],
    ['a name with signs', { from: 'R&D', messagingProfileId }, 'from', /letters, digits and/],
    ['a number of no country', { from: '+0612345678' }, 'from', /E\.164/],
    ['a path instead of a profile', { messagingProfileId: '../x' }, 'messagingProfileId', /a UUID/],
    ['a spaced key', { apiKey: 'a b', messagingProfileId }, 'apiKey', /without spaces/],
    ['a short public key', { from: '12345', publicKey: 'AAAA' }, 'publicKey', /32 bytes/],
    [
      'a URL without encryption',
      { from: '12345', publicKey, deliveryReportUrl: 'http://example.com/telnyx' },
      'deliveryReportUrl',
      /^Must be an https: URL/,
    ],
    [
      'a URL of no handler',
      { from: '12345', publicKey, deliveryReportUrl: 'https://example.com/sms/reports' },
      'deliveryReportUrl',
      /^The path must end in the ID of the connector/,
    ],
  ])('with %s is refused', async (_, config, path, wanted) => {
    const make = async () => telnyx({ apiKey, ...config, templates });
    const error = await expectConnectorError(make());
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toMatchObject([{ path, message: expect.stringMatching(wanted) }]);
  });
});

describe('the request', () => {
  test('is the one that Telnyx documents', async () => {
    await connect().send(message);

    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    const { apiKey, messagingProfileId } = emulator.config;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/v2/messages');
    expect(request?.headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      messaging_profile_id: messagingProfileId,
      type: 'SMS',
      to: '+33612345678',
      text: 'Your code is 314159.',
    });
  });

  test('has the sender and the URL for reports of the config', async () => {
    const deliveryReportUrl = 'https://example.com/reports/telnyx';
    await connect({ from: 'Acme', deliveryReportUrl }).send(message);
    expect(emulator.messages[0]?.parameters).toMatchObject({
      from: 'Acme',
      messaging_profile_id: emulator.config.messagingProfileId,
      webhook_url: deliveryReportUrl,
    });
  });

  test.each([
    ['Cyrillic', 'я', 670],
    ['GSM-7', 'x', 1530],
  ])('has at most ten segments of %s', async (_, character, most) => {
    const sms = connect({ templates: [{ usageType: 'Generic', content: '{{code}}' }] });
    await sms.send({ ...message, payload: { code: character.repeat(most) } });
    const tooLong = { ...message, payload: { code: character.repeat(most + 1) } };
    expect(await expectConnectorError(sms.send(tooLong))).toMatchObject({
      code: 'content_rejected',
      outcome: 'rejected',
    });
    expect(emulator.requests).toHaveLength(1);
  });

  test('goes to Telnyx by default', async () => {
    const urls = await attemptedUrls((http) =>
      telnyx({ ...emulator.config, templates }, { http }).send(message),
    );
    expect(urls).toEqual(['https://api.telnyx.com/v2/messages']);
  });
});

describe('the receipt', () => {
  test('has Telnyx’s facts', async () => {
    const receipt = await connect().send({ ...message, payload: { code: 'x'.repeat(160) } });
    expect(receipt).toEqual({
      messageId: emulator.messages[0]?.messageId,
      status: 'queued',
      encoding: 'GSM-7',
      segments: 2,
      provider: { id: 'telnyx', segments: 2 },
    });
  });

  test('has no count from Telnyx if the answer has none', async () => {
    answerNext(accepted({ id: messageId, to: [{ status: 'queued' }] }));
    const { messageId: id, provider } = await connect().send(message);
    expect({ id, provider }).toEqual({ id: messageId, provider: { id: 'telnyx' } });
  });
});

describe('an answer 200 that is not a success', () => {
  test.each([
    ['sending_failed', [{ code: '40010', title: 'Not 10DLC registered' }], 'sender_invalid'],
    ['delivery_failed', [{ code: '40001', title: 'Not routable' }], 'unreachable_recipient'],
    ['expired', [], 'unclassified'],
    ['sending_failed', undefined, 'unclassified'],
    ['sending_failed', [{ code: '49999' }], 'unclassified'],
  ])('with the status %s and the errors %o is %s', async (status, errors, code) => {
    answerNext(accepted({ id: messageId, to: [{ status }], parts: 1, errors }));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome: 'rejected', provider: { httpStatus: 200 } });
    expect(error.provider.code).toBe(errors?.[0]?.code);
  });

  const to = [{ status: 'queued' }];
  test.each([
    ['no ID', { to }],
    ['another kind of ID', { id: 'x', to }],
    ['no recipient', { id: messageId, to: [] }],
    ['recipients that are not a list', { id: messageId, to: { status: 'queued' } }],
    ['a recipient that is null', { id: messageId, to: [null] }],
    ['no status', { id: messageId, to: [{}] }],
    ['a status that is a sentence', { id: messageId, to: [{ status: 'Sent to +33612345678' }] }],
  ])('with %s is an invalid response', async (_, data) => {
    answerNext(accepted(data));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });
});

describe('a refusal', () => {
  const plainErrors = errorRows.filter(({ cause }) => cause !== '40300');
  test.each(plainErrors)('with $cause is $code', async ({ cause: code, code: ours, docsUrl }) => {
    answerNext(refusal(400, { code, title: 'Telnyx’s title', detail: 'Telnyx’s words' }));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({
      code: ours,
      outcome: 'rejected',
      provider: {
        id: 'telnyx',
        code,
        httpStatus: 400,
        docsUrl,
      },
    });
    expect(JSON.stringify(error)).not.toContain('Telnyx’s');
  });

  test('with 40300 and an unknown title is unclassified', async () => {
    answerNext(refusal(403, { code: '40300', title: 'constructor' }));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'unclassified', provider: { code: '40300' } });
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [402, 'insufficient_balance', 'rejected'],
    [422, 'unclassified', 'rejected'],
    [429, 'rate_limited', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
    [503, 'provider_unavailable', 'unknown'],
  ])('with an unknown code falls back to HTTP %i: %s', async (status, code, outcome) => {
    answerNext(refusal(status, { code: '99999' }));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: '99999' },
    });
  });

  test('with a known code and HTTP 500 still has the outcome unknown', async () => {
    answerNext(refusal(500, { code: '10007', title: 'Unexpected error' }));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'provider_unavailable',
      outcome: 'unknown',
    });
  });

  test.each([[40_310], [null], ['33612345678'], ['4031'], ['40310x']])(
    'with %o, which is not a code of Telnyx, has no code',
    async (code) => {
      answerNext(refusal(400, { code }));
      const error = await expectConnectorError(connect().send(message));
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
      expect(error.provider).not.toHaveProperty('docsUrl');
    },
  );
});

describe('the check of a config', () => {
  const credentials = { subject: 'credentials', field: 'apiKey' };
  const sender = { subject: 'sender', field: 'messagingProfileId' };
  const detail: unknown = expect.stringMatching(/^\d+\.\d{4} USD$/);
  const credit = { subject: 'balance', result: 'ok', detail };

  test('asks for the balance and the profile, and sends nothing', async () => {
    const checks = await connect().verifyConfig?.();
    expect(checks).toEqual([{ ...credentials, result: 'ok' }, credit, { ...sender, result: 'ok' }]);
    const { messagingProfileId } = emulator.config;
    expect(emulator.requests.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      'GET /v2/balance',
      `GET /v2/messaging_profiles/${messagingProfileId}`,
    ]);
    expect(emulator.messages).toEqual([]);
  });

  test('of a number alone asks only for the balance', async () => {
    const sms = connect({ messagingProfileId: undefined, from: '+12025550100' });
    expect(await sms.verifyConfig?.()).toEqual([{ ...credentials, result: 'ok' }, credit]);
    expect(emulator.requests.map(({ path }) => path)).toEqual(['/v2/balance']);
  });

  test('reports wrong credentials, and unknown for the rest', async () => {
    expect(await connect({ apiKey: 'KEY-wrong' }).verifyConfig?.()).toEqual([
      { ...credentials, result: 'failed', code: 'unauthorized' },
      { ...sender, result: 'unknown' },
    ]);
  });

  test('reports a profile that does not exist', async () => {
    const sms = connect({ messagingProfileId: '11111111-1111-4111-8111-111111111111' });
    expect(await sms.verifyConfig?.()).toContainEqual({
      ...sender,
      result: 'failed',
      code: 'sender_invalid',
    });
  });

  test('reports a disabled profile and an account without credit', async () => {
    const account = { isProfileEnabled: false, availableCredit: 0 };
    await using poor = await startTelnyxEmulator({ account });
    const sms = telnyx({ ...poor.config, templates }, { baseUrl: poor.url });
    expect(await sms.verifyConfig?.()).toEqual([
      { ...credentials, result: 'ok' },
      { subject: 'balance', result: 'failed', code: 'insufficient_balance', detail: '0.0000 USD' },
      { ...sender, result: 'failed', code: 'sender_invalid' },
    ]);
  });

  const from = { messagingProfileId: undefined, from: '+12025550100' };
  test.each([
    ['a 403', refusal(403, { code: '10010', title: 'Authorization failed' }), 'unknown'],
    ['a 503', refusal(503, { code: '10037', title: 'Service unavailable' }), 'unknown'],
    ['an empty 200', { status: 200, body: {} }, 'unknown'],
    ['a 200 in HTML', { status: 200, body: '<html>' }, 'unknown'],
  ])('reports unknown after %s', async (_, answer, result) => {
    answerNext(answer);
    expect(await connect(from).verifyConfig?.()).toEqual([{ ...credentials, result }]);
  });

  test('reports a blocked account', async () => {
    answerNext(refusal(403, { code: '20013', title: 'Account blocked' }));
    const checks = await connect(from).verifyConfig?.();
    expect(checks).toEqual([{ ...credentials, result: 'failed', code: 'account_suspended' }]);
  });

  test.each([
    [12.5, 'USD'],
    ['12.50', 'dollars'],
    ['much', 'USD'],
    [undefined, undefined],
  ])('reports an unknown balance for a credit of %o %o', async (available_credit, currency) => {
    answerNext(accepted({ available_credit, currency }));
    expect(await connect(from).verifyConfig?.()).toEqual([
      { ...credentials, result: 'ok' },
      { subject: 'balance', result: 'unknown' },
    ]);
  });

  test('keeps its deadline', async () => {
    emulator.fail({ kind: 'hang' });
    const checks = await connect(from).verifyConfig?.({ timeoutMs: 1000 });
    expect(checks).toEqual([{ ...credentials, result: 'unknown' }]);
  });
});
