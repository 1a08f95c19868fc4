import { startTencentEmulator } from '@sms-connectors/tencent/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { sdkSigner } from './tencent-sdk.ts';

const emulator = await startTencentEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const { accessKeyId: secretId, accessKeySecret: secretKey, sdkAppId } = emulator.account;
const contentType = 'application/json';
const body = JSON.stringify({
  PhoneNumberSet: ['+33612345678', '+8618501234444', '+336'],
  SmsSdkAppId: sdkAppId,
  TemplateId: '1110',
  SignName: 'Acme',
  TemplateParamSet: ['4370'],
});

interface Change {
  readonly ageSeconds?: number;
  readonly service?: string;
  readonly body?: string;
  /** After the request is signed. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly without?: string;
}

/** The answer to a call that the SDK signs. */
async function call({ ageSeconds = 0, service = 'sms', headers, without, ...change }: Change = {}) {
  const text = change.body ?? body;
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds;
  const signed: Record<string, string> = {
    'content-type': contentType,
    'x-tc-action': 'SendSms',
    'x-tc-version': '2021-01-11',
    'x-tc-region': 'ap-guangzhou',
    'x-tc-timestamp': String(timestamp),
    authorization: sdkSigner.sign3({
      method: 'POST',
      url: `${emulator.url}/`,
      payload: Buffer.from(text),
      timestamp,
      service,
      secretId,
      secretKey,
      multipart: false,
      boundary: '',
      headers: { 'Content-Type': contentType },
    }),
    ...headers,
  };
  if (without !== undefined) delete signed[without];
  const response = await fetch(`${emulator.url}/`, { method: 'POST', headers: signed, body: text });
  expect(response.status).toBe(200);
  return (await response.json()) as {
    readonly Response: {
      readonly Error?: { readonly Code: string };
      readonly SendStatusSet?: readonly { readonly Code: string }[];
    };
  };
}

test('answers for each number of a call', async () => {
  const { Response } = await call();
  expect(Response.SendStatusSet).toMatchObject([
    { PhoneNumber: '+33612345678', Code: 'Ok' },
    { PhoneNumber: '+8618501234444', Code: 'Ok' },
    { PhoneNumber: '+336', Code: 'InvalidParameterValue.IncorrectPhoneNumber' },
  ]);
  expect(emulator.messages.map(({ to }) => to)).toEqual(['+33612345678', '+8618501234444']);
});

test.each<[string, string, Change]>([
  ['no signature', 'AuthFailure.InvalidAuthorization', { without: 'authorization' }],
  [
    'no word of a signature',
    'AuthFailure.InvalidAuthorization',
    { headers: { authorization: 'x' } },
  ],
  ['the signature of another service', 'AuthFailure.InvalidAuthorization', { service: 'cvm' }],
  ['an old signature', 'AuthFailure.SignatureExpire', { ageSeconds: 301 }],
  ['a signature from the future', 'AuthFailure.SignatureExpire', { ageSeconds: -310 }],
  [
    'another time than the signed one',
    'AuthFailure.SignatureExpire',
    { headers: { 'x-tc-timestamp': 'now' } },
  ],
  [
    'another content type than the signed one',
    'AuthFailure.SignatureFailure',
    { headers: { 'content-type': 'text/plain' } },
  ],
  ['another version', 'NoSuchVersion', { headers: { 'x-tc-version': '2019-07-11' } }],
  ['another action', 'InvalidAction', { headers: { 'x-tc-action': 'toString' } }],
  ['no region', 'MissingParameter', { without: 'x-tc-region' }],
  ['a body that is no object', 'InvalidParameter', { body: '[]' }],
])('refuses %s', async (_, code, change) => {
  const { Response } = await call(change);
  expect(Response.Error?.Code).toBe(code);
  expect(emulator.messages).toEqual([]);
});

test('takes a signature that is five minutes old', async () => {
  const { Response } = await call({ ageSeconds: 295 });
  expect(Response).not.toHaveProperty('Error');
});
