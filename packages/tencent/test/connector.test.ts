import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { errorRows, tencent, type TencentConfig } from '@sms-connectors/tencent';
import { startTencentEmulator } from '@sms-connectors/tencent/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { deliveryReportToken, documentedWebhook } from './documented-webhooks.ts';

const parameters = [
  { name: 'code', format: 'digits', maxLength: 6 },
  { name: 'minutes', format: 'digits', maxLength: 2 },
] as const;
const template = { templateId: '1110', parameters };
const emulatedTemplates = {
  '1110': { content: '{1} is your code, valid for {2} minutes.', area: 'global' },
  '1111': { content: '您的验证码是{1}，{2}分钟内有效。', area: 'mainland' },
  '1112': { content: 'Your order {1} has left.', type: 'notification' },
  '1113': { content: 'Your code is {1}.', isApproved: false },
} as const;
const account = {
  templates: emulatedTemplates,
  signatures: [{ name: 'Acme' }, { name: '示例', area: 'mainland' }],
  optedOutNumbers: ['+33699999999'],
} as const;

const emulator = await startTencentEmulator({ account });
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const templates = [{ usageType: 'Generic', ...template }] as const;
const payload = { code: '314159', minutes: 10 };
const message = { to: '+33612345678', usageType: 'Generic', payload } as const;

describeConnector({
  runner: { describe, test },
  connector: tencent,
  config: { ...emulator.config, deliveryReportToken },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: () => startTencentEmulator({ account }),
  template: () => template,
  payload: { minutes: 10 },
  answers: [
    {
      // https://www.tencentcloud.com/document/product/382/40469
      name: 'a call with a wrong signature',
      answer: failedCall('AuthFailure.SignatureFailure'),
      means: {
        outcome: 'rejected',
        code: 'unauthorized',
        providerCode: 'AuthFailure.SignatureFailure',
      },
    },
    {
      // https://www.tencentcloud.com/document/product/382/40474
      name: 'too many calls',
      answer: failedCall('RequestLimitExceeded'),
      means: { outcome: 'rejected', code: 'rate_limited', providerCode: 'RequestLimitExceeded' },
    },
    {
      // https://www.tencentcloud.com/document/product/382/40474
      name: 'a fault of Tencent Cloud',
      answer: failedCall('InternalError'),
      means: { outcome: 'unknown', code: 'provider_unavailable', providerCode: 'InternalError' },
    },
    {
      // https://cloud.tencent.com/document/api/382/59177
      name: 'a refused message in a call that is a success',
      answer: failedMessage('FailedOperation.SignatureIncorrectOrUnapproved'),
      means: {
        outcome: 'rejected',
        code: 'sender_invalid',
        providerCode: 'FailedOperation.SignatureIncorrectOrUnapproved',
      },
    },
    {
      // https://cloud.tencent.com/document/api/382/59177
      name: 'a message that timed out',
      answer: failedMessage('InternalError.Timeout'),
      means: {
        outcome: 'unknown',
        code: 'provider_unavailable',
        providerCode: 'InternalError.Timeout',
      },
    },
  ],
  deliveryReports: { webhooks: [documentedWebhook], proof: ['?token'] },
});

function response(members: object): EmulatorAnswer {
  const RequestId = 'ed93f3cb-f35e-473f-b9f3-0d451b8b79c6';
  return { status: 200, body: { Response: { ...members, RequestId } } };
}

/** https://www.tencentcloud.com/document/product/382/40469 */
function failedCall(Code: unknown): EmulatorAnswer {
  return response({ Error: { Code, Message: 'Words' } });
}

/** https://www.tencentcloud.com/document/product/382/40473 */
function status(change: object): EmulatorAnswer {
  const sent = {
    SerialNo: 'a12gb4e2-sd11-5dx6-aav9-8f3d97xa2xu7',
    PhoneNumber: '+33612345678',
    Fee: 1,
    SessionContext: '',
    Code: 'Ok',
    Message: 'Words',
    IsoCode: 'FR',
  };
  return response({ SendStatusSet: [{ ...sent, ...change }] });
}

function failedMessage(Code: unknown): EmulatorAnswer {
  return status({ SerialNo: '', Fee: 0, Code });
}

function connect(config: Partial<TencentConfig> = {}) {
  const whole = { ...emulator.config, templates: [...templates], ...config };
  return tencent(whole, { baseUrl: emulator.url });
}

/** A config's templates: one, with the ID of an emulated template and its values. */
function withTemplate(templateId: string) {
  return { templates: [{ ...templates[0], templateId }] };
}

/** The same, with one value of any form. */
function withText(templateId: string) {
  const values = [{ name: 'code' }];
  return { templates: [{ usageType: 'Generic' as const, templateId, parameters: values }] };
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

const sent = () =>
  JSON.parse(emulator.requests[0]?.body ?? '') as Readonly<Record<string, unknown>>;

describe('a config', () => {
  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-tencent-sms/src/constant.ts
  const ofLogto = {
    accessKeyId: 'AKIDemulatedaccount',
    accessKeySecret: 'emulated-secret-key',
    signName: 'Acme',
    sdkAppId: '1400006666',
    region: 'ap-guangzhou',
    templates: [
      'SignIn',
      'Register',
      'ForgotPassword',
      'OrganizationInvitation',
      'Generic',
      'UserPermissionValidation',
      'BindNewIdentifier',
      'MfaVerification',
      'BindMfa',
    ].map((usageType) => ({ usageType, templateCode: '1110' })),
  } as unknown as TencentConfig;

  test('of Logto’s connector is read as it is', async () => {
    await using any = await startTencentEmulator();
    const sms = tencent(ofLogto, { baseUrl: any.url });
    await sms.send({ ...message, usageType: 'MfaVerification', payload: { code: '314159' } });
    expect(any.messages).toMatchObject([
      { to: '+33612345678', from: 'Acme', templateId: '1110', templateParameters: ['314159'] },
    ]);
  });

  test.each([
    ['a Chinese signature', { signName: '示例' }],
    ['no signature', { signName: undefined }],
    ['an address in a region', { endpoint: 'sms.ap-singapore.tencentcloudapi.com' }],
    ['the address of the international site', { endpoint: 'sms.intl.tencentcloudapi.com' }],
  ])('with %s is accepted', (_, config) => {
    expect(connect(config).id).toBe('tencent');
  });

  const logtos = { usageType: 'Generic', templateCode: '1110' };
  test.each([
    ['a spaced key', { accessKeySecret: 'nobody-may-see ' }, 'accessKeySecret', /without spaces/],
    ['the name of an application', { sdkAppId: 'acme' }, 'sdkAppId', /SdkAppId/],
    ['a host for a region', { region: 'ap-guangzhou.attacker.example' }, 'region', /code of a reg/],
    ['another host', { endpoint: 'sms.attacker.example' }, 'endpoint', /an address of the SMS API/],
    ['a host at the end', { endpoint: 'sms.x.tencentcloudapi.com.example' }, 'endpoint', /address/],
    ['brackets in the signature', { signName: '【Acme】' }, 'signName', /without 【】/],
    ['a short token', { deliveryReportToken: 'secret' }, 'deliveryReportToken', /at least 16/],
    [
      'a letter in the ID',
      { templates: [{ ...logtos, templateCode: 'T1' }] },
      'templates[0].templateId',
      /only digits/,
    ],
    ['no ID', { templates: [{ usageType: 'Generic' }] }, 'templates[0].templateId', /^Required/],
    [
      'two IDs',
      { templates: [{ ...logtos, templateId: '1110' }] },
      'templates[0].templateCode',
      /^Unknown field\. The fields here are templateId, /,
    ],
    ['no template', { templates: [null] }, 'templates[0]', /^Must be/],
  ])('with %s is refused', async (_, config: object, path, wanted) => {
    const error = await expectConnectorError(() => connect(config));
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toEqual([
      expect.objectContaining({ path, message: expect.stringMatching(wanted) as string }),
    ]);
    expect(JSON.stringify(error)).not.toContain('nobody-may-see');
  });

  test('leads to the endpoint', async () => {
    const endpoint = 'sms.intl.tencentcloudapi.com';
    const config = { ...emulator.config, endpoint, templates: [...templates] };
    const urls = await attemptedUrls((http) => tencent(config, { http }).send(message));
    expect(urls).toEqual(['https://sms.intl.tencentcloudapi.com/']);
  });
});

describe('the request', () => {
  test('has the values in the order of the template', async () => {
    await connect().send(message);
    expect(sent()).toEqual({
      PhoneNumberSet: ['+33612345678'],
      SmsSdkAppId: '1400006666',
      TemplateId: '1110',
      TemplateParamSet: ['314159', '10'],
      SignName: 'Acme',
    });
    expect(emulator.messages[0]?.text).toBe('【Acme】314159 is your code, valid for 10 minutes.');
  });

  test('turns the values around with the parameters', async () => {
    const turned = { ...templates[0], parameters: parameters.toReversed() };
    await connect({ templates: [turned] }).send({ ...message, payload: { code: 1, minutes: 22 } });
    expect(sent()['TemplateParamSet']).toEqual(['22', '1']);
  });

  test('has what is optional, if the config has it', async () => {
    const sms = connect({ signName: '示例', senderId: 'AcmeInc', extendCode: '10' });
    await expectConnectorError(sms.send({ ...message, reference: 'order-1' }));
    expect(sent()).toMatchObject({
      SignName: '示例',
      SenderId: 'AcmeInc',
      ExtendCode: '10',
      SessionContext: 'order-1',
    });
  });

  test('has no signature outside the Chinese mainland, if the config has none', async () => {
    await connect({ signName: undefined }).send(message);
    expect(sent()).not.toHaveProperty('SignName');
    expect(emulator.messages[0]?.text).toBe('314159 is your code, valid for 10 minutes.');
  });

  test('reaches the Chinese mainland with a template of its own', async () => {
    const mainland = connect({
      signName: '示例',
      templates: [{ ...templates[0], templateId: '1111' }],
    });
    const { provider } = await mainland.send({ ...message, to: '+86 185 0123 4444' });
    expect(emulator.messages).toMatchObject([
      { to: '+8618501234444', text: '【示例】您的验证码是314159，10分钟内有效。' },
    ]);
    expect(provider.segments).toBe(1);
  });

  test.each([
    ['+8618501234444', '1111'],
    ['+85251234567', '1110'],
    ['+886912345678', '1110'],
  ])('to %s has the template %s of two', async (recipient, wanted) => {
    const sms = connect({ templates: [{ ...templates[0], mainlandTemplateId: '1111' }] });
    await sms.send({ ...message, to: recipient });
    expect(sent()['TemplateId']).toBe(wanted);
    expect(emulator.messages).toMatchObject([{ to: recipient, templateId: wanted }]);
  });

  test('takes a reference of the longest length in any script', async () => {
    await connect().send({ ...message, reference: '码'.repeat(170) });
    expect(emulator.messages[0]?.reference).toBe('码'.repeat(170));
  });

  test.each(['12345678', 'A1B2', ''])('is not made for the code %o', async (code) => {
    const [usual] = templates;
    const sms = connect({ templates: [{ usageType: 'Generic', templateId: usual.templateId }] });
    const error = await expectConnectorError(sms.send({ ...message, payload: { code } }));
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    expect(emulator.requests).toEqual([]);
  });
});

describe('the receipt', () => {
  test('has the facts of Tencent Cloud', async () => {
    answerNext(status({ SerialNo: '5000:1045710669157053657849499619', Fee: 2 }));
    expect(await connect().send(message)).toEqual({
      messageId: '5000:1045710669157053657849499619',
      status: 'Ok',
      provider: {
        id: 'tencent',
        segments: 2,
        requestId: 'ed93f3cb-f35e-473f-b9f3-0d451b8b79c6',
      },
    });
  });

  test.each([
    ['no list', response({})],
    ['an empty list', response({ SendStatusSet: [] })],
    ['no ID', status({ SerialNo: undefined })],
    ['an empty ID', status({ SerialNo: '' })],
    ['an ID that is a sentence', status({ SerialNo: 'sent to 33612345678' })],
    ['no code', status({ Code: undefined })],
    ['a code that is a sentence', status({ Code: 'sent to 33612345678' })],
    ['an error without a code', failedCall(undefined)],
    ['an error and a success', response({ Error: {}, SendStatusSet: [{ Code: 'Ok' }] })],
    ['another object', { status: 200, body: { SendStatusSet: [{ Code: 'Ok', SerialNo: 'a' }] } }],
  ])('is not made from an answer with %s', async (_, answer) => {
    answerNext(answer);
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
    expect(JSON.stringify(error)).not.toMatch(/Words|33612345678/);
  });
});

describe('a refusal', () => {
  const rows = errorRows.filter(({ cause }) => !/^[A-Z]{6,7}$/.test(cause));
  const uncertain = new Set([
    'FailedOperation.OtherError',
    'FailedOperation.ParametersOtherError',
    'InternalError',
    'InternalError.OtherError',
    'InternalError.ParseBackendResponseFail',
    'InternalError.SendAndRecvFail',
    'InternalError.Timeout',
    'InternalError.UnknownError',
    'ServiceUnavailable',
  ]);

  test.each(rows)('with $cause is $code, at both levels', async ({ cause, code, docsUrl }) => {
    for (const answer of [failedCall(cause), failedMessage(cause)]) {
      answerNext(answer);
      const error = await expectConnectorError(connect().send(message));
      expect(error).toMatchObject({
        code,
        outcome: uncertain.has(cause) ? 'unknown' : 'rejected',
        provider: {
          id: 'tencent',
          code: cause,
          httpStatus: 200,
          docsUrl,
          requestId: 'ed93f3cb-f35e-473f-b9f3-0d451b8b79c6',
        },
      });
      expect(JSON.stringify(error)).not.toContain('Words');
    }
  });

  test.each([
    ['AuthFailure.New', 'unclassified', 'rejected'],
    ['InvalidParameterValue.New', 'unclassified', 'rejected'],
    ['LimitExceeded.New', 'unclassified', 'rejected'],
    ['RequestLimitExceeded.New', 'rate_limited', 'rejected'],
    ['UnauthorizedOperation.New', 'unauthorized', 'rejected'],
    ['UnsupportedOperation.', 'unclassified', 'rejected'],
    ['FailedOperation.New', 'unclassified', 'unknown'],
    ['InternalError.New', 'provider_unavailable', 'unknown'],
    ['ResourceUnavailable', 'unclassified', 'unknown'],
  ])('with the new code %s is %s', async (cause, code, outcome) => {
    answerNext(failedMessage(cause));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome, provider: { code: cause } });
  });

  test.each([
    [502, 'provider_unavailable', 'unknown'],
    [403, 'unauthorized', 'rejected'],
  ])('of a proxy counts by its HTTP status %i', async (httpStatus, code, outcome) => {
    answerNext({ status: httpStatus, body: '<html></html>' });
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome, provider: { httpStatus } });
  });
});

describe('the emulator', () => {
  const to = { mainland: '+8618501234444', global: '+33612345678' } as const;
  test.each([
    ['a number that is none', {}, '+8612345678', 'invalid_recipient'],
    ['an opted-out number', {}, '+33699999999', 'opted_out'],
    ['a signature of the mainland only', { signName: '示例' }, to.global, 'sender_invalid'],
    ['an unknown signature', { signName: 'Other' }, to.global, 'sender_invalid'],
    ['no signature in the mainland', { signName: undefined }, to.mainland, 'sender_invalid'],
    ['a global template in the mainland', {}, to.mainland, 'template_invalid'],
    ['a mainland template elsewhere', withTemplate('1111'), to.global, 'template_invalid'],
    ['an unknown template', withTemplate('1999'), to.global, 'template_invalid'],
    ['an unapproved template', withText('1113'), to.global, 'template_invalid'],
    ['too few values', withText('1110'), to.global, 'template_invalid'],
  ])('refuses %s', async (_, config, recipient, code) => {
    const error = await expectConnectorError(connect(config).send({ ...message, to: recipient }));
    expect(error).toMatchObject({ code, outcome: 'rejected', provider: { httpStatus: 200 } });
    expect(emulator.messages).toEqual([]);
  });

  test('accepts a text in a notification', async () => {
    await connect(withText('1112')).send({ ...message, payload: { code: 'A-1' } });
    expect(emulator.messages[0]?.text).toBe('【Acme】Your order A-1 has left.');
  });

  test.each([
    ['a link', 'https://example.com/1', 'ProhibitedUseUrlInTemplateParameter'],
    ['a long text', 'x'.repeat(500), 'ContentLengthLimit'],
  ])('refuses %s in a notification', async (_, code, refusal) => {
    const sending = connect(withText('1112')).send({ ...message, payload: { code } });
    const { provider } = await expectConnectorError(sending);
    expect(provider?.code).toBe(`InvalidParameterValue.${refusal}`);
  });

  test('refuses messages if the packages are used up', async () => {
    await using poor = await startTencentEmulator({ account: { messagesLeft: 0 } });
    const sms = tencent({ ...poor.config, templates: [...templates] }, { baseUrl: poor.url });
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({ code: 'insufficient_balance', outcome: 'rejected' });
  });
});
