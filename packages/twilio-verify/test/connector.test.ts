import { describeConnector, expectConnectorError } from '@sms-connectors/core/testing';
import { errorRows, twilioVerify, type TwilioVerifyConfig } from '@sms-connectors/twilio-verify';
import { startTwilioVerifyEmulator } from '@sms-connectors/twilio-verify/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const templateId = `HJ${'0'.repeat(32)}`;
const emulator = await startTwilioVerifyEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

/** The form of https://www.twilio.com/docs/api/errors/60200 */
function refusal(status: number, code: number, message: string) {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return { status, body: { code, message, more_info, status } };
}

describeConnector({
  runner: { describe, test },
  connector: twilioVerify,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startTwilioVerifyEmulator,
  template: () => ({
    templateId,
    parameters: [{ name: 'code', maxLength: 10 }, { name: 'device' }],
  }),
  payload: { device: 'laptop' },
  answers: [
    {
      // https://www.twilio.com/docs/api/errors/60200
      name: 'a number that is none',
      answer: refusal(400, 60_200, 'Invalid parameter: To'),
      means: { outcome: 'rejected', code: 'invalid_recipient', providerCode: '60200' },
    },
    {
      // https://www.twilio.com/docs/api/errors/60203
      name: 'a sixth message',
      answer: refusal(429, 60_203, 'Max send attempts reached'),
      means: { outcome: 'rejected', code: 'rate_limited', providerCode: '60203' },
    },
    {
      // https://www.twilio.com/docs/api/errors/60204
      name: 'a service without custom codes',
      answer: refusal(403, 60_204, 'Service does not support this feature'),
      means: { outcome: 'rejected', code: 'invalid_config', providerCode: '60204' },
    },
    {
      // https://www.twilio.com/docs/api/errors/60605
      name: 'a country that is blocked',
      answer: refusal(403, 60_605, 'Verification delivery attempt blocked'),
      means: { outcome: 'rejected', code: 'region_blocked', providerCode: '60605' },
    },
    {
      // createVerificationRateLimitExceeded of twilio_verify_v2.json
      name: 'too many requests',
      answer: refusal(429, 20_429, 'Too many requests'),
      means: { outcome: 'rejected', code: 'rate_limited', providerCode: '20429' },
    },
  ],
});

const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const generic = { usageType: 'Generic', templateId: 'default' } as const;

function connect(config: Partial<TwilioVerifyConfig> = {}) {
  const whole = { ...emulator.config, templates: [generic], ...config };
  return twilioVerify(whole, { baseUrl: emulator.url });
}

const sent = () => Object.fromEntries(new URLSearchParams(emulator.requests.at(-1)?.body));

describe('a config', () => {
  const { accountSID, authToken, serviceSID } = emulator.config;
  const key = { apiKeySID: `SK${'0'.repeat(32)}`, apiKeySecret: 'a-secret-that-nobody-may-see' };

  test.each([
    ['an auth token', { accountSID, authToken, serviceSID }],
    ['an API key', { ...key, serviceSID }],
    ['an API key and the account', { ...key, accountSID, serviceSID }],
  ])('with %s is accepted', (_, config) => {
    expect(twilioVerify({ ...config, templates: [generic] }).id).toBe('twilio-verify');
  });

  test.each([
    ['a token without its account', { authToken, serviceSID }, 'accountSID'],
    ['no credentials', { accountSID, serviceSID }, 'authToken'],
    ['token and key', { accountSID, authToken, ...key, serviceSID }, 'authToken'],
    ['half a key', { apiKeySID: key.apiKeySID, serviceSID }, 'apiKeySecret'],
    ['the SID of a messaging service', { ...key, serviceSID: `MG${'0'.repeat(32)}` }, 'serviceSID'],
    [
      'a template that is none',
      { ...key, serviceSID, templates: [{ ...generic, templateId: 'HX1' }] },
      'templates[0].templateId',
    ],
    [
      'a template without a code',
      {
        ...key,
        serviceSID,
        templates: [{ ...generic, parameters: [{ name: 'device' }], withoutCode: true }],
      },
      'templates[0].parameters',
    ],
  ])('with %s is refused', async (_, config, path) => {
    const make = () => twilioVerify({ templates: [generic], ...config });
    const { code, issues } = await expectConnectorError(make);
    expect(code).toBe('invalid_config');
    expect(issues?.map((issue) => issue.path)).toContain(path);
  });
});

describe('a request', () => {
  test('has the code, and no template of its own by default', async () => {
    await connect().send(message);
    expect(sent()).toEqual({ To: message.to, Channel: 'sms', CustomCode: '314159' });
    expect(emulator.messages[0]?.text).toBe('Your Acme verification code is: 314159');
  });

  test('has a template and the values of its other variables', async () => {
    const parameters = [{ name: 'code' }, { name: 'device', value: 'your {{device}}' }];
    const templates = [{ ...generic, templateId, parameters }];
    const sms = connect({ templates, disableRiskCheck: true });
    const payload = { code: '314159', device: 'Pixel "9"' };
    await sms.send({ ...message, payload, reference: 'order-7' });
    expect(sent()).toEqual({
      To: message.to,
      Channel: 'sms',
      CustomCode: '314159',
      TemplateSid: templateId,
      TemplateCustomSubstitutions: '{"device":"your Pixel \\"9\\""}',
      Tags: '{"reference":"order-7"}',
      RiskCheck: 'disable',
    });
    expect(emulator.messages[0]?.text).toBe('Acme: 314159 is your code for your Pixel "9".');
  });

  test('has the credentials of an API key', async () => {
    const { apiKeySID, apiKeySecret } = emulator.account;
    const { serviceSID } = emulator.config;
    const config = { apiKeySID, apiKeySecret, serviceSID, templates: [generic] };
    await twilioVerify(config, { baseUrl: emulator.url }).send(message);
    expect(emulator.requests[0]?.headers.authorization).toBe(
      `Basic ${btoa(`${apiKeySID}:${apiKeySecret}`)}`,
    );
  });

  test.each([
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['pt-BR', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['en-GB', 'en'],
    ['zh-HK', 'zh-HK'],
    ['zh', 'zh'],
    ['zh-TW', undefined],
    ['zh-Hant', undefined],
    ['sr-Latn', undefined],
    ['ga', undefined],
    ['no language', undefined],
  ])('for a reader of %s has the locale %s', async (locale, wanted) => {
    await connect().send({ ...message, locale });
    expect(sent()['Locale']).toBe(wanted);
    expect(emulator.messages).toHaveLength(1);
  });

  test('for a template has the language of its entry in the config', async () => {
    const own = { ...generic, templateId, parameters: [{ name: 'code' }, { name: 'device' }] };
    const sms = connect({ templates: [own, { ...own, locale: 'ga' }] });
    const payload = { code: '314159', device: 'x' };
    await sms.send({ ...message, payload, locale: 'fr' });
    expect(sent()).not.toHaveProperty('Locale');
    await sms.send({ ...message, payload, locale: 'ga' });
    expect(sent()['Locale']).toBe('ga');
  });

  test.each(['123', '12345678901'])('for the code %s is not made', async (code) => {
    const templates = [{ ...generic, parameters: [{ name: 'code', maxLength: 10 }] }];
    const sending = connect({ templates }).send({ ...message, payload: { code } });
    expect(await expectConnectorError(sending)).toMatchObject({
      code: 'invalid_message',
      outcome: 'rejected',
    });
    expect(emulator.requests).toEqual([]);
  });
});

function answerNext(status: number, body: object | string): void {
  emulator.fail({ kind: 'answer', answer: { status, body } });
}

describe('an answer', () => {
  test.each(errorRows.filter(({ outcome }) => outcome === undefined))(
    'with the code $cause is $code',
    async ({ cause, code }) => {
      answerNext(400, refusal(400, Number(cause), '').body);
      const error = await expectConnectorError(connect().send(message));
      expect(error).toMatchObject({ code, outcome: 'rejected', provider: { code: cause } });
    },
  );

  test.each([
    ['Invalid parameter: To', 'invalid_recipient'],
    ['Invalid parameter `To`: +33612345678', 'invalid_recipient'],
    ['Invalid parameter: CustomCode', 'invalid_message'],
    ['Invalid parameter: TemplateSid', 'invalid_config'],
    ['', 'invalid_recipient'],
  ])('that says “%s” is %s', async (words, code) => {
    answerNext(400, refusal(400, 60_200, words).body);
    const error = await expectConnectorError(connect().send(message));
    expect(error.code).toBe(code);
    expect(JSON.stringify(error) + error.stack).not.toContain('33612345678');
  });

  test.each([
    ['an outage', 503, refusal(503, 20_503, '').body, 'provider_unavailable'],
    ['no verification', 201, {}, 'invalid_response'],
    ['an SMS', 201, { sid: `SM${'0'.repeat(32)}`, status: 'pending' }, 'invalid_response'],
    ['a failure', 201, { sid: `VE${'0'.repeat(32)}`, status: 'failed' }, 'invalid_response'],
  ])('that is %s has the outcome unknown', async (_, status, body, code) => {
    answerNext(status, body);
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome: 'unknown' });
  });
});

async function report(messageId: string, used: boolean): Promise<void> {
  await connect().reportConversion?.(messageId, used);
}

describe('a used code', () => {
  test('lets the number have more than five messages', async () => {
    const sms = connect();
    for (let count = 1; count <= 5; count += 1) await sms.send(message);
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({ code: 'rate_limited', provider: { code: '60203' } });
    expect(error.message).toContain('report which codes were used');

    await report(emulator.messages[0]?.messageId ?? '', true);
    await sms.send({ ...message, payload: { code: '271828' } });
    expect(emulator.messages.at(-1)?.parameters['CustomCode']).toBe('271828');
  });

  test.each([
    [true, 'Status=approved'],
    [false, 'Status=canceled'],
  ])('with used = %s is an update', async (used, body) => {
    const { messageId } = await connect().send(message);
    await report(messageId, used);
    expect(emulator.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: `/v2/Services/${emulator.config.serviceSID}/Verifications/${messageId}`,
      body,
    });
    expect(emulator.conversions).toEqual([{ messageId, used }]);
  });

  test('that is not reported keeps the next one from being sent', async () => {
    await connect().send(message);
    await connect().send({ ...message, payload: { code: '271828' } });
    expect(emulator.messages.map(({ text }) => /\d+/.exec(text)?.[0])).toEqual([
      '314159',
      '314159',
    ]);
  });

  test('of a verification that has ended is an invalid message', async () => {
    const { messageId } = await connect().send(message);
    await report(messageId, true);
    const error = await expectConnectorError(report(messageId, true));
    expect(error).toMatchObject({ code: 'invalid_message', provider: { code: '20404' } });
    expect(error.provider).not.toHaveProperty('advice');
  });

  test('with an id that is not of a verification makes no request', async () => {
    const error = await expectConnectorError(report('../../Services', true));
    expect(error.code).toBe('invalid_message');
    expect(emulator.requests).toEqual([]);
  });
});
