import { aliyun, type AliyunConfig, errorRows } from '@sms-connectors/aliyun';
import { startAliyunEmulator } from '@sms-connectors/aliyun/emulator';
import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { deliveryReportToken, documentedWebhooks } from './documented-webhooks.ts';

const template = {
  templateId: 'SMS_123456789',
  parameters: [{ name: 'code', format: 'alphanumeric', maxLength: 6 }],
} as const;
const templates = [{ usageType: 'Generic', ...template }] as const;
const message = {
  to: '+8613900001234',
  usageType: 'Generic',
  payload: { code: '314159' },
} as const;

const emulator = await startAliyunEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: aliyun,
  config: { ...emulator.config, deliveryReportToken },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startAliyunEmulator,
  template: () => template,
  answers: [
    {
      // https://help.aliyun.com/document_detail/101346.html
      name: 'a refusal inside a 200',
      answer: refusal('isv.BUSINESS_LIMIT_CONTROL'),
      means: {
        outcome: 'rejected',
        code: 'rate_limited',
        providerCode: 'isv.BUSINESS_LIMIT_CONTROL',
      },
    },
    {
      name: 'a failure of the service inside a 200',
      answer: refusal('isp.SYSTEM_ERROR'),
      means: {
        outcome: 'unknown',
        code: 'provider_unavailable',
        providerCode: 'isp.SYSTEM_ERROR',
      },
    },
    {
      // https://developer.aliyun.com/ask/278265
      name: 'an unknown AccessKey',
      answer: gatewayError(404, 'InvalidAccessKeyId.NotFound'),
      means: {
        outcome: 'rejected',
        code: 'unauthorized',
        providerCode: 'InvalidAccessKeyId.NotFound',
      },
    },
    {
      name: 'a wrong AccessKey secret',
      answer: gatewayError(400, 'SignatureDoesNotMatch'),
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: 'SignatureDoesNotMatch' },
    },
    {
      name: 'a request that has arrived before',
      answer: gatewayError(400, 'SignatureNonceUsed'),
      means: { outcome: 'unknown', code: 'unclassified', providerCode: 'SignatureNonceUsed' },
    },
  ],
  deliveryReports: { webhooks: documentedWebhooks, proof: ['?token'] },
});

function refusal(code: string, change: object = {}): EmulatorAnswer {
  const RequestId = 'F655A8D5-B967-440B-8683-DAD6FF8DE990';
  return {
    status: 200,
    body: { Code: code, Message: 'The provider’s words', RequestId, ...change },
  };
}

function gatewayError(status: number, code: string): EmulatorAnswer {
  const { body } = refusal(code, { HostId: 'dysmsapi.aliyuncs.com' });
  return { status, body };
}

type Config = Partial<AliyunConfig>;
const verification: Config = {
  api: 'SendSmsVerifyCode',
  templates: [{ usageType: 'Generic', templateId: '100001' }],
};

function connect(config: Config = {}) {
  return aliyun({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

/** The parameters of the only request. */
function sentParameters(): unknown {
  expect(emulator.requests).toHaveLength(1);
  return Object.fromEntries(new URLSearchParams(emulator.requests[0]?.body));
}

describe('a config', () => {
  const keys = {
    accessKeyId: 'LTAIEmulatedAccount',
    accessKeySecret: 'emulated-access-key-secret',
  };
  const usageTypes = [
    'SignIn',
    'Register',
    'ForgotPassword',
    'OrganizationInvitation',
    'Generic',
    'UserPermissionValidation',
    'BindNewIdentifier',
    'MfaVerification',
    'BindMfa',
  ] as const;

  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-aliyun-sms/src/constant.ts
  test('of Logto’s connector for SMS works unchanged', async () => {
    const logto = {
      ...keys,
      signName: 'Acme',
      strictPhoneRegionNumberCheck: false,
      templates: usageTypes.map((usageType) => ({ usageType, templateCode: 'SMS_154950909' })),
    };
    const sms = aliyun(logto, { baseUrl: emulator.url });
    for (const usageType of usageTypes) await sms.send({ ...message, usageType });
    const sent = { templateId: 'SMS_154950909', templateParameters: ['314159'], from: 'Acme' };
    expect(emulator.messages).toMatchObject(usageTypes.map(() => sent));
  });

  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-aliyun-sms/src/mock.ts
  test.each([
    ['+8613900001234', 'SMS_1'],
    ['+85251234567', 'SMS_2'],
    ['+12125550123', 'SMS_2'],
    ['+13105550123', 'SMS_2'],
  ])('of Logto’s with a template for each region sends to %s with %s', async (to, templateId) => {
    const templateCode = { china: 'SMS_1', overseas: 'SMS_2' };
    const sms = connect({ templates: [{ usageType: 'Test', type: 2, templateCode }] });
    await sms.send({ ...message, to });
    expect(sentParameters()).toMatchObject({ PhoneNumbers: to.slice(1), TemplateCode: templateId });
  });

  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-aliyun-sms-mas/src/constant.ts
  test('of Logto’s connector for SMS authentication works with the other API', async () => {
    const logto = {
      ...keys,
      signName: 'Acme',
      templates: usageTypes.map((usageType) => ({ usageType, templateCode: '100001' })),
    };
    const sms = aliyun({ ...logto, api: 'SendSmsVerifyCode' }, { baseUrl: emulator.url });
    for (const usageType of usageTypes) await sms.send({ ...message, usageType });
    const sent = { templateId: '100001', templateParameters: ['314159', '10'] };
    expect(emulator.messages).toMatchObject(usageTypes.map(() => sent));
  });

  test.each([
    ['SendSms', 'https://dysmsapi.aliyuncs.com/'],
    ['SendSmsVerifyCode', 'https://dypnsapi.aliyuncs.com/'],
  ] as const)('with the API %s sends to %s', async (api, wanted) => {
    const urls: string[] = [];
    const http = async ({ url }: { readonly url: string }) => {
      urls.push(url);
      return { failure: 'network', sent: false } as const;
    };
    const sms = aliyun({ ...emulator.config, templates, api }, { http });
    await expectConnectorError(sms.send(message));
    expect(urls).toEqual([wanted]);
  });

  test.each([
    ['an unknown API', { api: 'SendMessageToGlobe' }, 'api'],
    ['a signature that ends in a space', { signName: 'Acme ' }, 'signName'],
    ['a secret with a space', { accessKeySecret: 'a b' }, 'accessKeySecret'],
    ['a short token', { deliveryReportToken: 'abc' }, 'deliveryReportToken'],
    ['no templates', { templates: [] }, 'templates'],
    [
      'a template without a code',
      { templates: [{ usageType: 'Generic' }] },
      'templates[0].templateId',
    ],
    [
      'a placeholder as its code',
      { templates: [{ usageType: 'Generic', templateCode: '<template-code>' }] },
      'templates[0].templateId',
    ],
    [
      'two codes of one template',
      { templates: [{ ...templates[0], templateCode: 'SMS_2' }] },
      'templates[0].templateCode',
    ],
    ['a template that is a text', { templates: ['SMS_1'] }, 'templates[0]'],
  ])('with %s is refused', async (_, config, path) => {
    const given = { ...emulator.config, templates, ...config } as unknown as AliyunConfig;
    const error = await expectConnectorError(() => aliyun(given));
    expect(error).toMatchObject({ code: 'invalid_config', issues: [{ path }] });
  });

  test('without a token has no reports, and with the other API no config check', () => {
    expect(connect({ deliveryReportToken: undefined })).not.toHaveProperty('parseDeliveryReport');
    expect(connect(verification)).not.toHaveProperty('verifyConfig');
  });
});

describe('the request', () => {
  test('is the documented one of SendSms, and has nothing in its URL', async () => {
    await connect().send({ ...message, reference: 'order-7' });
    expect(sentParameters()).toEqual({
      PhoneNumbers: '8613900001234',
      SignName: 'Acme',
      TemplateCode: 'SMS_123456789',
      TemplateParam: '{"code":"314159"}',
      OutId: 'order-7',
    });
    const [request] = emulator.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/' });
    expect(request?.query.size).toBe(0);
    expect(request?.headers).toMatchObject({
      'x-acs-action': 'SendSms',
      'x-acs-version': '2017-05-25',
      'x-acs-date': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      accept: 'application/json',
    });
  });

  test('is the documented one of SendSmsVerifyCode, with the national number', async () => {
    await connect(verification).send({ ...message, reference: 'order-7' });
    expect(sentParameters()).toEqual({
      CountryCode: '86',
      PhoneNumber: '13900001234',
      SignName: 'Acme',
      TemplateCode: '100001',
      TemplateParam: '{"min":"10","code":"314159"}',
      OutId: 'order-7',
    });
    expect(emulator.requests[0]?.headers['x-acs-action']).toBe('SendSmsVerifyCode');
    expect(emulator.messages[0]).toMatchObject({ to: '+8613900001234', reference: 'order-7' });
  });

  test('has other minutes if the template says so', async () => {
    const parameters = [{ name: 'code' }, { name: 'min', value: '{{minutes}}' }];
    const template100001 = { usageType: 'Generic', templateId: '100001', parameters } as const;
    const sms = connect({ ...verification, templates: [template100001] });
    await sms.send({ ...message, payload: { code: '314159', minutes: 5 } });
    expect(emulator.messages[0]?.templateParameters).toEqual(['314159', '5']);
  });

  test('has no parameters for a template without variables', async () => {
    const plain = {
      usageType: 'Generic',
      templateId: 'SMS_1',
      parameters: [],
      withoutCode: true,
    } as const;
    await using account = await startAliyunEmulator({
      account: { templates: { SMS_1: 'Hello.' } },
    });
    const sms = aliyun({ ...account.config, templates: [plain] }, { baseUrl: account.url });
    await sms.send(message);
    expect(account.messages[0]?.text).toBe('【Acme】Hello.');
    expect(account.messages[0]?.parameters).not.toHaveProperty('TemplateParam');
  });

  test.each(['+33612345678', '+85251234567', '+886912345678', '+12125550123'])(
    'has the number %s without its plus sign',
    async (to) => {
      await connect().send({ ...message, to });
      expect(sentParameters()).toMatchObject({ PhoneNumbers: to.slice(1) });
      expect(emulator.messages[0]?.to).toBe(to);
    },
  );

  test('to a number that looks like one of mainland China is not made', async () => {
    const error = await expectConnectorError(connect().send({ ...message, to: '+13105550123' }));
    expect(error).toMatchObject({ code: 'region_blocked', outcome: 'rejected' });
    expect(error.message).toContain('`overseasTemplateId`');
    expect(emulator.requests).toEqual([]);
  });

  test.each(['+85251234567', '+886912345678', '+13105550123'])(
    'to %s is not made with SendSmsVerifyCode',
    async (to) => {
      const error = await expectConnectorError(connect(verification).send({ ...message, to }));
      expect(error).toMatchObject({ code: 'region_blocked', outcome: 'rejected' });
      expect(error.message).toContain('Set `api` to `SendSms`');
      expect(emulator.requests).toEqual([]);
    },
  );
});

describe('the receipt', () => {
  test.each([
    ['SendSms', {}],
    ['SendSmsVerifyCode', verification],
  ])('of %s has Alibaba Cloud’s facts', async (_, config) => {
    const receipt = await connect(config).send(message);
    expect(receipt).toEqual({
      messageId: emulator.messages[0]?.messageId,
      status: 'OK',
      provider: { id: 'aliyun', requestId: expect.stringMatching(/^[\dA-F-]{36}$/) as string },
    });
  });

  test('never has the code that the answer repeats', async () => {
    const Model = { BizId: '112231421412414124123^4', OutId: '1', VerifyCode: '4232400' };
    answerNext(refusal('OK', { Success: true, Model }));
    const receipt = await connect(verification).send(message);
    expect(receipt.messageId).toBe('112231421412414124123^4');
    expect(JSON.stringify(receipt)).not.toContain('4232400');
  });

  test.each([
    ['no ID', {}, {}],
    ['an ID that is a sentence', { BizId: 'Sent to 8613900001234' }, {}],
    ['the ID where the other API has it', { Model: { BizId: '900619746936498440^0' } }, {}],
    ['no ID in its model', { Model: {} }, verification],
    ['no model', { BizId: '900619746936498440^0' }, verification],
  ])('is not given for an answer with %s', async (_, change, config) => {
    answerNext(refusal('OK', change));
    const error = await expectConnectorError(connect(config).send(message));
    expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
  });
});

describe('an answer 200 that is not a success', () => {
  test.each(errorRows)('with $cause is $code', async ({ cause, code, outcome, docsUrl }) => {
    answerNext(refusal(cause));
    const error = await expectConnectorError(connect().send(message));
    const requestId = 'F655A8D5-B967-440B-8683-DAD6FF8DE990';
    const provider = { id: 'aliyun', code: cause, httpStatus: 200, docsUrl, requestId };
    expect(error).toMatchObject({ code, outcome: outcome ?? 'rejected', provider });
    expect(JSON.stringify(error)).not.toContain('The provider’s words');
  });

  test.each([
    ['isv.SOMETHING_NEW', 'rejected'],
    ['SOMETHING_NEW', 'rejected'],
    ['isp.SOMETHING_NEW', 'unknown'],
  ])('with the unknown code %s is %s', async (code, outcome) => {
    answerNext(refusal(code));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'unclassified', outcome, provider: { code } });
  });

  test.each([
    ['no code', { Code: undefined }],
    ['a number as its code', { Code: 13_900_001_234 }],
    ['a sentence as its code', { Code: 'Sent to 13900001234' }],
  ])('with %s is an invalid response', async (_, change) => {
    answerNext(refusal('', change));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
    expect(error.provider).not.toHaveProperty('code');
  });
});

describe('an error of the gateway', () => {
  test('says how long to wait', async () => {
    emulator.fail({ kind: 'rate-limit', retryAfter: '7' });
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 7000 });
  });

  test.each([
    [500, 'InternalError', 'provider_unavailable', 'unknown'],
    [403, 'Forbidden.RAM', 'unauthorized', 'rejected'],
    [400, 'MissingPhoneNumbers', 'unclassified', 'rejected'],
  ])('with the status %i and the code %s is %s', async (status, cause, code, outcome) => {
    answerNext(gatewayError(status, cause));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome, provider: { code: cause, httpStatus: status } });
  });
});
