import { aliyun } from '@sms-connectors/aliyun';
import { startAliyunEmulator } from '@sms-connectors/aliyun/emulator';
import type { HttpRequest } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const emulator = await startAliyunEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const templates = [{ usageType: 'Generic', templateId: 'SMS_1' }] as const;
const verification = [{ usageType: 'Generic', templateId: '100001' }] as const;
const message = {
  to: '+8613900001234',
  usageType: 'Generic',
  payload: { code: '314159' },
} as const;

/** Sends a message whose request is changed on its way. */
async function sendChanged(change: (request: HttpRequest) => Partial<HttpRequest>) {
  const http = async ({ method, url, headers, body }: HttpRequest) => {
    const request = { method, url, headers, body };
    const { url: target, ...init } = { ...request, ...change(request) };
    const response = await fetch(target, { ...init, body: init.body ?? '' });
    return { status: response.status, headers: {}, body: await response.text() };
  };
  const options = { baseUrl: emulator.url, http };
  const sending = aliyun({ ...emulator.config, templates }, options).send(message);
  const { provider } = await expectConnectorError(sending);
  expect(emulator.messages.length).toBeLessThanOrEqual(1);
  return provider;
}

function withHeader(name: string, change: (value: string) => string) {
  return ({ headers }: HttpRequest) => ({
    headers: { ...headers, [name]: change(headers[name] ?? '') },
  });
}

describe('a request', () => {
  test.each([
    ['no signature', withHeader('authorization', () => ''), 400, 'IncompleteSignature'],
    [
      'another AccessKey',
      withHeader('authorization', (value) => value.replace('LTAI', 'LTAIx')),
      404,
      'InvalidAccessKeyId.NotFound',
    ],
    [
      'another body',
      ({ body = '' }) => ({ body: `${body}&OutId=1` }),
      400,
      'SignatureDoesNotMatch',
    ],
    ['a query', ({ url }) => ({ url: `${url}?OutId=1` }), 400, 'SignatureDoesNotMatch'],
    [
      'another action',
      withHeader('x-acs-action', () => 'SendBatchSms'),
      400,
      'SignatureDoesNotMatch',
    ],
    [
      'a header that is not signed',
      withHeader('x-acs-other', () => '1'),
      400,
      'SignatureDoesNotMatch',
    ],
    [
      'another hash of the body',
      withHeader('x-acs-content-sha256', () => 'e3b0c442'),
      400,
      'SignatureDoesNotMatch',
    ],
    [
      'an old time',
      withHeader('x-acs-date', () => '2023-10-26T09:01:01Z'),
      400,
      'InvalidTimeStamp.Expired',
    ],
    ['no time', withHeader('x-acs-date', () => 'now'), 400, 'InvalidTimeStamp.Expired'],
  ] as const satisfies readonly (readonly [
    string,
    (request: HttpRequest) => Partial<HttpRequest>,
    number,
    string,
  ])[])('with %s is refused', async (_, change, httpStatus, code) => {
    expect(await sendChanged(change)).toMatchObject({ httpStatus, code });
    expect(emulator.messages).toEqual([]);
  });

  test('that arrives twice is refused', async () => {
    const provider = await sendChanged((request) => {
      const { url, ...init } = request;
      return { url: `${url}#${void fetch(url, init as RequestInit)}` };
    });
    expect(provider).toMatchObject({ httpStatus: 400, code: 'SignatureNonceUsed' });
  });
});

describe('an account', () => {
  test('with templates fills in their variables, in their order', async () => {
    const own = { SMS_1: '${name}: ${code} (${code})' };
    await using account = await startAliyunEmulator({ account: { templates: own } });
    const parameters = [{ name: 'code' }, { name: 'name' }];
    const config = { ...account.config, templates: [{ ...templates[0], parameters }] };
    const sms = aliyun(config, { baseUrl: account.url });
    await sms.send({ ...message, payload: { code: '314159', name: 'Zoe' } });
    expect(account.messages).toMatchObject([
      {
        from: 'Acme',
        text: '【Acme】Zoe: 314159 (314159)',
        templateId: 'SMS_1',
        templateParameters: ['Zoe', '314159', '314159'],
      },
    ]);
  });

  test('pays for messages until the emulator is reset', async () => {
    await using poor = await startAliyunEmulator({ account: { messages: 1 } });
    const sms = aliyun({ ...poor.config, templates }, { baseUrl: poor.url });
    await sms.send(message);
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({ code: 'insufficient_balance', outcome: 'rejected' });
    poor.reset();
    await sms.send(message);
    expect(poor.messages).toHaveLength(1);
  });

  test('has another ID for each message, also after a reset', async () => {
    const sms = aliyun({ ...emulator.config, templates }, { baseUrl: emulator.url });
    const ids = [await sms.send(message), await sms.send(message)];
    emulator.reset();
    ids.push(await sms.send(message));
    expect(new Set(ids.map(({ messageId }) => messageId)).size).toBe(3);
  });
});

describe('a message', () => {
  const account = { templates: { SMS_1: 'Your code is ${code}.', SMS_2: '${a} ${code}' } };
  test.each([
    ['a number that is none', { to: '+8612345' }, {}, 'isv.MOBILE_NUMBER_ILLEGAL'],
    ['another signature', {}, { signName: 'Other' }, 'isv.SMS_SIGNATURE_ILLEGAL'],
    [
      'another template',
      {},
      { templates: [{ ...templates[0], templateId: 'SMS_9' }] },
      'isv.SMS_TEMPLATE_ILLEGAL',
    ],
    [
      'a variable too few',
      {},
      { templates: [{ ...templates[0], templateId: 'SMS_2' }] },
      'isv.TEMPLATE_MISSING_PARAMETERS',
    ],
    ['a short code', { payload: { code: '123' } }, {}, 'isv.PARAM_LENGTH_LIMIT'],
    ['a code with signs', { payload: { code: '12-34' } }, {}, 'isv.PARAM_LENGTH_LIMIT'],
    [
      'a template of the other API',
      {},
      { api: 'SendSmsVerifyCode', templates: verification },
      'isv.SMS_TEMPLATE_ILLEGAL',
    ],
  ] as const)('with %s is refused', async (_, change, config, code) => {
    await using provider = await startAliyunEmulator({ account });
    const sms = aliyun({ ...provider.config, templates, ...config }, { baseUrl: provider.url });
    const error = await expectConnectorError(sms.send({ ...message, ...change }));
    expect(error.provider).toMatchObject({ code, httpStatus: 200 });
    expect(provider.messages).toEqual([]);
  });
});
