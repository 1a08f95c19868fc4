import type { Connector, HttpRequest } from '@sms-connectors/core';
import { tencent } from '@sms-connectors/tencent';
import { startTencentEmulator } from '@sms-connectors/tencent/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedRequests } from '../../../test/attempted-requests.ts';
import { signCall } from '../src/tc3-signature.ts';
import { membersOfModel, sdkClient, sdkSigner } from './tencent-sdk.ts';

// Tencent Cloud’s own SDK judges our requests by making the same ones, and the emulator by using it.
const emulator = await startTencentEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const { accessKeyId: secretId, accessKeySecret: secretKey, sdkAppId } = emulator.account;
const sdk = sdkClient(emulator.url, { secretId, secretKey });

const templates = [{ usageType: 'Generic', templateId: '1110' }] as const;
const message = { to: '+8618501234444', usageType: 'Generic', payload: { code: 4370 } } as const;
const call = {
  PhoneNumberSet: ['+8618501234444'],
  SmsSdkAppId: sdkAppId,
  TemplateId: '1110',
  SignName: 'Acme',
  TemplateParamSet: ['4370'],
};

type Use = (sms: Connector) => Promise<unknown> | undefined;

/** The requests that a connector makes, away from any server. */
async function requestsOf(use: Use) {
  const config = { ...emulator.config, senderId: 'Acme', extendCode: '10' };
  return attemptedRequests((http) =>
    use(tencent({ ...config, templates: [...templates] }, { http })),
  );
}

const parametersIn = ({ body = '' }: HttpRequest) => JSON.parse(body) as object;

describe('a signature', () => {
  // https://github.com/TencentCloud/tencentcloud-sdk-nodejs/blob/master/test/common/sign.test.ts
  test('is that of Tencent Cloud’s own test', async () => {
    const signed = await signCall(
      {
        service: 'cvm',
        host: 'cvm.tencentcloudapi.com',
        contentType: 'application/json',
        body: JSON.stringify({ Action: 'DescribeInstances', Version: '2017-03-12' }),
        timestamp: 1_640_995_200,
      },
      { secretId: 'test-secret-id', secretKey: 'test-secret-key' },
    );
    expect(signed).toBe(
      'TC3-HMAC-SHA256 Credential=test-secret-id/2022-01-01/cvm/tc3_request, SignedHeaders=content-type;host, Signature=96473b50fe407833672a5d6d067238d88bb44c8abcc39ef83baa3132afbfadd3',
    );
  });

  test('of a message is the one that the SDK makes', async () => {
    const [request] = await requestsOf((sms) => sms.send(message));
    const { headers, body, url } = request as HttpRequest;
    const theirs = sdkSigner.sign3({
      method: 'POST',
      url,
      payload: Buffer.from(body ?? ''),
      timestamp: Number(headers['x-tc-timestamp']),
      service: 'sms',
      secretId,
      secretKey,
      multipart: false,
      boundary: '',
      headers: { 'Content-Type': headers['content-type'] ?? '' },
    });
    expect(headers['authorization']).toBe(theirs);
    expect(url).toBe('https://sms.tencentcloudapi.com/');
  });
});

describe('a request', () => {
  test.each([
    ['SendSms', (sms: Connector) => sms.send({ ...message, reference: 'order-1' }), ['SendSms']],
    [
      'ReportConversion',
      (sms: Connector) => sms.reportConversion?.('m-1', true),
      ['ReportConversion'],
    ],
    [
      'the check',
      (sms: Connector) => sms.verifyConfig?.(),
      ['SendStatusStatistics', 'DescribeSmsSignList', 'DescribeSmsSignList'],
    ],
  ])('of %s has only members that the SDK knows', async (_, use, actions) => {
    const requests = await requestsOf(use);
    expect(requests).toHaveLength(actions.length);
    expect(new Set(requests.map(({ headers }) => headers['x-tc-action']))).toEqual(
      new Set(actions),
    );
    for (const request of requests) {
      const model = membersOfModel(`${request.headers['x-tc-action']}Request`);
      const members = Object.keys(parametersIn(request));
      expect(model.all).toEqual(expect.arrayContaining(members));
      expect(members).toEqual(expect.arrayContaining(model.required));
    }
  });

  test('of a message has every member that the SDK knows', async () => {
    const [request] = await requestsOf((sms) => sms.send({ ...message, reference: 'order-1' }));
    expect(Object.keys(parametersIn(request as HttpRequest)).toSorted()).toEqual(
      membersOfModel('SendSmsRequest').all.toSorted(),
    );
  });

  test('is the SDK’s own, header by header', async () => {
    const sms = tencent(
      { ...emulator.config, templates: [...templates] },
      { baseUrl: emulator.url },
    );
    await sms.send(message);
    await sdk.SendSms(call);
    const [ours, theirs] = emulator.requests;
    expect(JSON.parse(ours?.body ?? '')).toEqual(JSON.parse(theirs?.body ?? ''));
    for (const name of ['x-tc-action', 'x-tc-version', 'x-tc-region']) {
      expect(ours?.headers[name]).toBe(theirs?.headers[name]);
      expect(ours?.headers[name]).toMatch(/\S/);
    }
  });
});

describe('the emulator, used by the SDK', () => {
  test('accepts a message, and answers all that the SDK expects', async () => {
    const { SendStatusSet: [status = {}] = [], RequestId } = await sdk.SendSms({
      ...call,
      SessionContext: 'order-1',
    });
    expect(status).toMatchObject({
      PhoneNumber: '+8618501234444',
      SessionContext: 'order-1',
      Code: 'Ok',
      Fee: 1,
      IsoCode: 'CN',
    });
    expect(Object.keys(status).toSorted()).toEqual(membersOfModel('SendStatus').all.toSorted());
    expect(emulator.messages).toMatchObject([
      { messageId: status.SerialNo, templateId: '1110', templateParameters: ['4370'] },
    ]);
    expect(RequestId).toMatch(/^[\da-f-]{36}$/);
  });

  test('refuses a message inside an answer that is a success', async () => {
    const bad = { ...call, TemplateParamSet: ['1234567'] };
    const { SendStatusSet: [status = {}] = [] } = await sdk.SendSms(bad);
    expect(status).toMatchObject({
      Code: 'InvalidParameterValue.TemplateParameterFormatError',
      SerialNo: '',
      Fee: 0,
    });
    expect(Object.keys(status).toSorted()).toEqual(membersOfModel('SendStatus').all.toSorted());
    expect(emulator.messages).toEqual([]);
  });

  test.each([
    ['another SecretId', { secretId: 'AKIDother', secretKey }, 'AuthFailure.SecretIdNotFound'],
    ['another SecretKey', { secretId, secretKey: 'other' }, 'AuthFailure.SignatureFailure'],
  ])('refuses %s', async (_, credential, code) => {
    const other = sdkClient(emulator.url, credential);
    await expect(other.SendSms(call)).rejects.toMatchObject({ code });
  });

  test.each([
    ['an unknown parameter', { ...call, Text: 'Hello' }, 'UnknownParameter'],
    ['a missing one', { ...call, TemplateId: null as unknown as string }, 'MissingParameter'],
    [
      'one of another type',
      { ...call, TemplateParamSet: [1] as unknown as string[] },
      'InvalidParameter',
    ],
    ['a long session context', { ...call, SessionContext: 'é'.repeat(256) }, 'InvalidParameter'],
    [
      'another application',
      { ...call, SmsSdkAppId: '1400000000' },
      'UnauthorizedOperation.SmsSdkAppIdVerifyFail',
    ],
  ])('refuses %s', async (_, parameters, code) => {
    await expect(sdk.SendSms(parameters)).rejects.toMatchObject({ code });
    expect(emulator.messages).toEqual([]);
  });

  test('limits the rate', async () => {
    emulator.fail({ kind: 'rate-limit' });
    await expect(sdk.SendSms(call)).rejects.toMatchObject({ code: 'RequestLimitExceeded' });
  });

  test('knows nothing of other actions', async () => {
    await expect(sdk.PullSmsSendStatus({ Limit: 1, SmsSdkAppId: sdkAppId })).rejects.toMatchObject({
      code: 'InvalidAction',
    });
  });

  test('answers questions about the account', async () => {
    const page = { Limit: 0, Offset: 0 };
    const hour = { BeginTime: '2024050113', EndTime: '2024050114' };
    const { SendStatusStatistics } = await sdk.SendStatusStatistics({
      ...hour,
      ...page,
      SmsSdkAppId: sdkAppId,
    });
    expect(Object.keys(SendStatusStatistics ?? {}).toSorted()).toEqual(
      membersOfModel('SendStatusStatistics').all.toSorted(),
    );
    const { DescribeSignListStatusSet: [signature = {}] = [] } = await sdk.DescribeSmsSignList({
      International: 0,
    });
    expect(signature).toMatchObject({ SignName: 'Acme', StatusCode: 0 });
    expect(membersOfModel('DescribeSignListStatus').all).toEqual(
      expect.arrayContaining(Object.keys(signature)),
    );
  });

  test('takes conversions', async () => {
    const report = { SmsSdkAppId: sdkAppId, SerialNo: 'm-1' };
    const { ReportConversionStatus } = await sdk.ReportConversion(report);
    expect(ReportConversionStatus).toEqual({ Code: 'OK', Message: 'success' });
    expect(emulator.conversions).toEqual([{ messageId: 'm-1', used: true }]);
  });
});
