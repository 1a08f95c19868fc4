import * as numberVerification from '@alicloud/dypnsapi20170525';
import * as shortMessages from '@alicloud/dysmsapi20170525';
import { $OpenApiUtil, OpenApiUtil } from '@alicloud/openapi-core';
import { aliyun } from '@sms-connectors/aliyun';
import { startAliyunEmulator } from '@sms-connectors/aliyun/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const emulator = await startAliyunEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const { accessKeyId, accessKeySecret, signName } = emulator.config;
const message = {
  to: '+8613900001234',
  usageType: 'Generic',
  payload: { code: '3*1~ 4' },
} as const;

/** Sends a message with each API, and asks about the signature. */
async function useEachApi(): Promise<void> {
  const templates = [{ usageType: 'Generic', templateId: 'SMS_1' }] as const;
  const config = { ...emulator.config, signName: '阿里云 (Acme)', templates };
  const send = { ...message, reference: 'a+b c' };
  const options = { baseUrl: emulator.url };
  await aliyun(config, options).verifyConfig?.();
  for (const api of ['SendSms', 'SendSmsVerifyCode'] as const) {
    await aliyun({ ...config, api }, options)
      .send(send)
      .catch(() => undefined);
  }
  expect(emulator.requests).toHaveLength(3);
}

/** The names of the parameters, or of the members of an answer, that Alibaba Cloud’s own model has. */
function namesOf(model: { readonly names: () => Readonly<Record<string, string>> }): string[] {
  return Object.values(model.names());
}

describe('Alibaba Cloud’s library signs as the connector', () => {
  test('for each request', async () => {
    await useEachApi();
    for (const { method, path, headers, body } of emulator.requests) {
      const { authorization, ...signed } = headers;
      const request = { method, pathname: path, headers: signed, query: {} };
      const hash = OpenApiUtil.hash(Buffer.from(body), 'ACS3-HMAC-SHA256').toString('hex');
      expect(headers['x-acs-content-sha256']).toBe(hash);
      expect(authorization).toBe(
        OpenApiUtil.getAuthorization(
          request as never,
          'ACS3-HMAC-SHA256',
          hash,
          accessKeyId,
          accessKeySecret,
        ),
      );
    }
  });

  test('with another nonce each time', async () => {
    await useEachApi();
    const nonces = emulator.requests.map(({ headers }) => headers['x-acs-signature-nonce']);
    expect(new Set(nonces).size).toBe(3);
  });
});

describe('Alibaba Cloud’s library has', () => {
  test('all parameters of the requests', async () => {
    await useEachApi();
    const models: Readonly<Record<string, Parameters<typeof namesOf>[0]>> = {
      GetSmsSign: shortMessages.GetSmsSignRequest,
      SendSms: shortMessages.SendSmsRequest,
      SendSmsVerifyCode: numberVerification.SendSmsVerifyCodeRequest,
    };
    for (const { headers, body } of emulator.requests) {
      const model = models[String(headers['x-acs-action'])];
      const sent = [...new URLSearchParams(body).keys()];
      expect(sent.length).toBeGreaterThan(0);
      expect(model && namesOf(model)).toEqual(expect.arrayContaining(sent));
    }
  });

  test('all members of the emulator’s answers', async () => {
    const answers: object[] = [];
    const templates = [{ usageType: 'Generic', templateId: 'SMS_1' }] as const;
    const verification = [{ usageType: 'Generic', templateId: '100001' }] as const;
    const http = async ({ url, ...init }: RequestInit & { readonly url: string }) => {
      const response = await fetch(url, init);
      const body = await response.text();
      answers.push(JSON.parse(body) as object);
      return { status: response.status, headers: {}, body };
    };
    const options = { baseUrl: emulator.url, http: http as never };
    const code = { ...message, payload: { code: '314159' } };
    const sms = aliyun({ ...emulator.config, templates }, options);
    await sms.verifyConfig?.();
    await sms.send(code);
    const api = 'SendSmsVerifyCode';
    await aliyun({ ...emulator.config, api, templates: verification }, options).send(code);

    const [sign, sent, verified] = answers.map((answer) => Object.keys(answer));
    expect(namesOf(shortMessages.GetSmsSignResponseBody)).toEqual(
      expect.arrayContaining(sign ?? []),
    );
    expect(namesOf(shortMessages.SendSmsResponseBody).toSorted()).toEqual(sent?.toSorted());
    expect(namesOf(numberVerification.SendSmsVerifyCodeResponseBody)).toEqual(
      expect.arrayContaining(verified ?? []),
    );
    const { Model } = answers[2] as { readonly Model: object };
    expect(namesOf(numberVerification.SendSmsVerifyCodeResponseBodyModel)).toEqual(
      expect.arrayContaining(Object.keys(Model)),
    );
  });
});

describe('Alibaba Cloud’s library works with the emulator', () => {
  const sms = clientOf(shortMessages);
  const pns = clientOf(numberVerification);
  test('sends with SendSms', async () => {
    const request = new shortMessages.SendSmsRequest({
      phoneNumbers: '13900001234',
      signName,
      templateCode: 'SMS_1',
      templateParam: JSON.stringify({ code: '314159' }),
      outId: "it's (a) *test*~",
    });
    const { body } = await new sms(configWith()).sendSms(request);
    expect(body).toMatchObject({ code: 'OK', bizId: emulator.messages[0]?.messageId });
    expect(emulator.messages).toMatchObject([
      {
        to: '+8613900001234',
        text: '【Acme】Your verification code is 314159.',
        reference: "it's (a) *test*~",
      },
    ]);
    // It has the parameters in the query, unlike the connector.
    expect([...(emulator.requests[0]?.query.keys() ?? [])]).toContain('PhoneNumbers');
  });

  test('sends with SendSmsVerifyCode', async () => {
    const request = new numberVerification.SendSmsVerifyCodeRequest({
      phoneNumber: '13900001234',
      signName,
      templateCode: '100001',
      templateParam: JSON.stringify({ code: '314159', min: '5' }),
    });
    const { body } = await new pns(configWith()).sendSmsVerifyCode(request);
    expect(body).toMatchObject({ code: 'OK', success: true });
    expect(body?.model?.bizId).toBe(emulator.messages[0]?.messageId);
    expect(emulator.messages[0]?.text).toContain('314159. It is valid for 5 minutes.');
  });

  test('asks about the signature', async () => {
    const request = new shortMessages.GetSmsSignRequest({ signName });
    const { body } = await new sms(configWith()).getSmsSign(request);
    expect(body).toMatchObject({ code: 'OK', signName, signStatus: 1 });
  });

  test('gets a refusal', async () => {
    const request = new shortMessages.SendSmsRequest({
      phoneNumbers: '123',
      signName,
      templateCode: 'SMS_1',
    });
    const { body } = await new sms(configWith()).sendSms(request);
    expect(body).toMatchObject({ code: 'isv.MOBILE_NUMBER_ILLEGAL' });
    expect(emulator.messages).toEqual([]);
  });

  test('gets the error of a wrong secret', async () => {
    const request = new shortMessages.GetSmsSignRequest({ signName });
    await expect(new sms(configWith('wrong')).getSmsSign(request)).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });
});

/** For Alibaba Cloud’s clients. */
function configWith(secret: string = accessKeySecret): $OpenApiUtil.Config {
  return new $OpenApiUtil.Config({
    accessKeyId,
    accessKeySecret: secret,
    endpoint: new URL(emulator.url).host,
    protocol: 'http',
  });
}

/** The package is CommonJS with a default export of its own, which Vitest takes out of the module. */
function clientOf<Client>(library: { readonly default: { readonly default: Client } }): Client {
  const { default: exported } = library;
  return exported.default ?? (exported as unknown as Client);
}
