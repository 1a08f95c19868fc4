import { brevo, errorRows } from '@sms-connectors/brevo';
import { startBrevoEmulator } from '@sms-connectors/brevo/emulator';
import { describeConnector, expectConnectorError } from '@sms-connectors/core/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { deliveryReportToken, documentedWebhooks } from './documented-webhooks.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
type Config = Parameters<typeof brevo>[0];

const emulator = await startBrevoEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: brevo,
  config: { ...emulator.config, deliveryReportToken },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startBrevoEmulator,
  answers: [
    {
      // https://developers.brevo.com/docs/how-it-works
      name: 'an invalid parameter',
      answer: refusal(400, 'invalid_parameter', 'Invalid email address'),
      means: { outcome: 'rejected', code: 'unclassified', providerCode: 'invalid_parameter' },
    },
    {
      // https://github.com/getbrevo/brevo-python/issues/13
      name: 'no credentials',
      answer: refusal(401, 'unauthorized', 'authentication not found in headers'),
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: 'unauthorized' },
    },
    {
      // https://github.com/getbrevo/brevo-php/blob/main/lib/Model/ErrorModel.php
      name: 'an account without credit',
      answer: refusal(402, 'not_enough_credits', 'Not enough credit, plan upgrade needed'),
      means: {
        outcome: 'rejected',
        code: 'insufficient_balance',
        providerCode: 'not_enough_credits',
      },
    },
    {
      // https://github.com/getbrevo/brevo-node/blob/main/src/api/types/BadRequestErrorBody.ts
      name: 'an account that Brevo has not validated',
      answer: refusal(403, 'account_under_validation', 'Your account is under validation'),
      means: {
        outcome: 'rejected',
        code: 'account_suspended',
        providerCode: 'account_under_validation',
      },
    },
    {
      // https://developers.brevo.com/docs/limit-headers
      name: 'too many requests',
      answer: { status: 429, headers: { 'x-sib-ratelimit-reset': '45' }, body: {} },
      means: { outcome: 'rejected', code: 'rate_limited' },
    },
  ],
  deliveryReports: { webhooks: documentedWebhooks, proof: ['?token'] },
});

function refusal(status: number, code: string, words: string) {
  return { status, body: { code, message: words } };
}

function connect(config: Partial<Config> = {}) {
  return brevo({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(status: number, body: object, headers: Record<string, string> = {}): void {
  emulator.fail({ kind: 'answer', answer: { status, headers, body } });
}

describe('a config', () => {
  const { apiKey } = emulator.config;
  const deliveryReportUrl = 'https://example.com/sms/reports/brevo';

  test.each([
    ['a short name', { sender: 'A' }],
    ['a long name', { sender: 'MyShop12345' }],
    ['a short number', { sender: '36180' }],
    ['a long number', { sender: '336123456789012' }],
    ['a tag', { sender: 'MyShop', tag: 'codes of sign-ins' }],
    ['reports', { sender: 'MyShop', deliveryReportUrl, deliveryReportToken }],
    ['the reports of a webhook', { sender: 'MyShop', deliveryReportToken }],
  ])('with %s is accepted', (_, config) => {
    expect(brevo({ apiKey, ...config, templates }).id).toBe('brevo');
  });

  test.each([
    ['a name too long', { sender: 'MyShop123456' }, 'sender', /up to 11 letters and digits/],
    ['a spaced name', { sender: 'My Shop' }, 'sender', /without spaces/],
    ['a number with +', { sender: '+33612345678' }, 'sender', /without spaces and signs/],
    ['a number too long', { sender: '3361234567890123' }, 'sender', /up to 15 digits/],
    ['a spaced key', { sender: 'MyShop', apiKey: 'a b' }, 'apiKey', /without spaces/],
    ['a blank tag', { sender: 'MyShop', tag: ' ' }, 'tag', /not be blank/],
    [
      'a URL for reports without a token',
      { sender: 'MyShop', deliveryReportUrl },
      'deliveryReportToken',
      /^Required if you set deliveryReportUrl\.$/,
    ],
    [
      'a short token',
      { sender: 'MyShop', deliveryReportUrl, deliveryReportToken: 'secret' },
      'deliveryReportToken',
      /at least 16/,
    ],
    [
      'a URL of no handler',
      { sender: 'MyShop', deliveryReportUrl: 'https://example.com/sms', deliveryReportToken },
      'deliveryReportUrl',
      /^The path must end in the ID of the connector/,
    ],
  ])('with %s is refused', async (_, config, path, wanted) => {
    const make = async () => brevo({ apiKey, ...config, templates });
    const error = await expectConnectorError(make());
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toMatchObject([{ path, message: expect.stringMatching(wanted) }]);
  });
});

describe('the request', () => {
  test('is the one that Brevo documents', async () => {
    await connect().send(message);
    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v3/transactionalSMS/send' });
    expect(request?.headers['api-key']).toBe(emulator.config.apiKey);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      sender: 'MyShop',
      recipient: '+33612345678',
      content: 'Your code is 314159.',
      type: 'transactional',
      unicodeEnabled: false,
    });
  });

  test('has the token in the URL for reports, beside what the URL has', async () => {
    const deliveryReportUrl = 'https://example.com/reports/brevo?shop=1';
    const token = 'a&b=c#d+e%f/0123456789';
    await connect({ deliveryReportUrl, deliveryReportToken: token, tag: 'codes' }).send(message);
    const [sent] = emulator.messages;
    const url = new URL(sent?.parameters['webUrl'] ?? '');
    expect(url.origin + url.pathname).toBe('https://example.com/reports/brevo');
    expect([...url.searchParams]).toEqual([
      ['shop', '1'],
      ['token', token],
    ]);
    expect(sent?.parameters['tag']).toBe('codes');
  });

  test('keeps the characters that GSM-7 lacks', async () => {
    const text = 'Votre code reçu à l’instant : 314159 😀';
    await connect({ templates: [{ usageType: 'Generic', content: '{{code}}' }] }).send({
      ...message,
      payload: { code: text },
    });
    expect(emulator.messages.map((sent) => sent.text)).toEqual([text]);
    expect(emulator.messages[0]?.parameters['unicodeEnabled']).toBe('true');
  });

  test.each([
    ['Cyrillic', 'я', 335],
    ['GSM-7', 'x', 765],
  ])('has at most five parts of %s', async (_, character, most) => {
    const sms = connect({ templates: [{ usageType: 'Generic', content: '{{code}}' }] });
    await sms.send({ ...message, payload: { code: character.repeat(most) } });
    const tooLong = { ...message, payload: { code: character.repeat(most + 1) } };
    expect(await expectConnectorError(sms.send(tooLong))).toMatchObject({
      code: 'content_rejected',
      outcome: 'rejected',
    });
    expect(emulator.requests).toHaveLength(1);
  });

  test('goes to Brevo by default', async () => {
    const urls = await attemptedUrls((http) =>
      brevo({ ...emulator.config, templates }, { http }).send(message),
    );
    expect(urls).toEqual(['https://api.brevo.com/v3/transactionalSMS/send']);
  });
});

test('the receipt has the ID that Brevo gives', async () => {
  expect(await connect().send(message)).toEqual({
    messageId: emulator.messages[0]?.messageId,
    status: 'accepted',
    encoding: 'GSM-7',
    segments: 1,
    provider: { id: 'brevo' },
  });
});

describe('an answer that is not a success', () => {
  test.each([
    ['no ID', 201, {}],
    ['an ID that is a text', 201, { messageId: 'sent to 33612345678' }],
    ['an ID of zero', 201, { messageId: 0 }],
    ['an ID that is no whole number', 201, { messageId: 1.5 }],
    ['a list', 201, [{ messageId: 1 }]],
    ['a redirect with an ID', 302, { messageId: 1 }],
  ])('with %s is an invalid response', async (_, status, body) => {
    answerNext(status, body);
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });
});

describe('a refusal', () => {
  test.each(errorRows)('with $cause is $code', async ({ cause, code, outcome, docsUrl }) => {
    answerNext(400, { code: cause, message: 'Brevo’s words' });
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({
      code,
      outcome: outcome ?? 'rejected',
      provider: { id: 'brevo', code: cause, httpStatus: 400, docsUrl },
    });
    expect(JSON.stringify(error)).not.toContain('Brevo’s');
  });

  test('of a request that Brevo has already may have been sent', async () => {
    answerNext(409, { code: 'duplicate_request', message: 'Duplicate' });
    const error = await expectConnectorError(connect().send(message));
    expect(error.outcome).toBe('unknown');
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [402, 'insufficient_balance', 'rejected'],
    [429, 'rate_limited', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
  ])('with an unknown code falls back to HTTP %i: %s', async (status, code, outcome) => {
    answerNext(status, { code: 'new_code', message: 'new' });
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: 'new_code' },
    });
  });

  test.each([['Sent to 33612345678'], ['33612345678'], [null], [{}]])(
    'with %o, which is not a code of Brevo, has no code',
    async (code) => {
      answerNext(400, { code });
      const error = await expectConnectorError(connect().send(message));
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
    },
  );

  test.each([
    ['45', 45_000],
    ['soon', undefined],
    ['-1', undefined],
  ])('that asks to wait %s takes %s ms', async (wait, ms) => {
    answerNext(429, {}, { 'x-sib-ratelimit-reset': wait });
    const error = await expectConnectorError(connect().send(message));
    expect(error.retryAfterMs).toBe(ms);
  });
});

describe('the check of a config', () => {
  const credentials = { subject: 'credentials', field: 'apiKey' };
  const sender = { subject: 'sender', result: 'unknown', field: 'sender' };

  test('asks for the credits, and sends nothing', async () => {
    expect(await connect().verifyConfig?.()).toEqual([
      { ...credentials, result: 'ok' },
      { subject: 'balance', result: 'ok', detail: '100 SMS credits' },
      sender,
    ]);
    expect(emulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v3/account',
    ]);
    expect(emulator.messages).toEqual([]);
  });

  test('reports a wrong key', async () => {
    expect(await connect({ apiKey: 'xkeysib-wrong' }).verifyConfig?.()).toEqual([
      { ...credentials, result: 'failed', code: 'unauthorized' },
      sender,
    ]);
  });

  test('reports an account without SMS credits', async () => {
    await using poor = await startBrevoEmulator({ account: { smsCredits: 0 } });
    const sms = brevo({ ...poor.config, templates }, { baseUrl: poor.url });
    expect(await sms.verifyConfig?.()).toContainEqual({
      subject: 'balance',
      result: 'failed',
      code: 'insufficient_balance',
      detail: '0 SMS credits',
    });
  });

  test.each([
    ['no plan', {}],
    ['a plan for emails only', { plan: [{ type: 'free', credits: 300 }] }],
    ['credits that are a text', { plan: [{ type: 'sms', credits: 'Ann' }] }],
    ['negative credits', { plan: [{ type: 'sms', credits: -1 }] }],
    ['a plan that is null', { plan: [null] }],
  ])('does not know the credits of an account with %s', async (_, body) => {
    answerNext(200, body);
    expect(await connect().verifyConfig?.()).toContainEqual({
      subject: 'balance',
      result: 'unknown',
    });
  });

  test.each([
    [403, { code: 'permission_denied' }, 'unknown', undefined],
    [403, { code: 'account_under_validation' }, 'failed', 'account_suspended'],
    [500, {}, 'unknown', undefined],
  ])('knows from %i %o: %s', async (status, body, result, code) => {
    answerNext(status, body);
    expect(await connect().verifyConfig?.()).toEqual([
      { ...credentials, result, ...(code !== undefined && { code }) },
      sender,
    ]);
  });
});
