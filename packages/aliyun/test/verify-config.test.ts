import { aliyun } from '@sms-connectors/aliyun';
import { startAliyunEmulator } from '@sms-connectors/aliyun/emulator';
import type { EmulatorAnswer } from '@sms-connectors/core/testing';
import { afterAll, beforeEach, expect, test } from 'vitest';

const emulator = await startAliyunEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());
const templates = [{ usageType: 'Generic', templateId: 'SMS_1' }] as const;

function verify(config: object = {}, { url } = emulator) {
  const sms = aliyun({ ...emulator.config, templates, ...config }, { baseUrl: url });
  return sms.verifyConfig?.();
}

const credentials = { subject: 'credentials', field: 'accessKeySecret' };
const sender = { subject: 'sender', field: 'signName' };

test('finds the keys and the signature in order', async () => {
  expect(await verify()).toEqual([
    { ...credentials, result: 'ok' },
    { ...sender, result: 'ok' },
  ]);
  expect(emulator.requests[0]?.headers['x-acs-action']).toBe('GetSmsSign');
  expect(emulator.messages).toEqual([]);
});

test.each([0, 2, 10] as const)('finds the status %i of a signature', async (signStatus) => {
  await using account = await startAliyunEmulator({ account: { signStatus } });
  expect(await verify({}, account)).toEqual([
    { ...credentials, result: 'ok' },
    { ...sender, result: 'failed', code: 'sender_invalid' },
  ]);
});

test('finds a signature of another account', async () => {
  expect(await verify({ signName: 'Other' })).toEqual([
    { ...credentials, result: 'ok' },
    { ...sender, result: 'failed', code: 'sender_invalid' },
  ]);
});

test.each([
  [{ accessKeyId: 'LTAIOther' }, 'accessKeyId'],
  [{ accessKeySecret: 'wrong' }, 'accessKeySecret'],
])('finds a wrong AccessKey: %o', async (config, field) => {
  expect(await verify(config)).toEqual([
    { ...credentials, result: 'failed', field, code: 'unauthorized' },
    { ...sender, result: 'unknown' },
  ]);
});

const body = { Message: 'Words', RequestId: 'F655A8D5-B967-440B-8683-DAD6FF8DE990' };

test.each<[string, EmulatorAnswer, object]>([
  [
    'an AccessKey that may not read',
    { status: 200, body: { ...body, Code: 'isp.RAM_PERMISSION_DENY' } },
    { result: 'ok' },
  ],
  [
    'one that the gateway stops',
    { status: 403, body: { ...body, Code: 'Forbidden.RAM' } },
    { result: 'ok' },
  ],
  [
    'an account without the service',
    { status: 200, body: { ...body, Code: 'isv.PRODUCT_UN_SUBSCRIPT' } },
    { result: 'failed', code: 'account_suspended' },
  ],
  [
    'a failure of the service',
    { status: 200, body: { ...body, Code: 'isp.SYSTEM_ERROR' } },
    { result: 'unknown', code: 'provider_unavailable' },
  ],
  [
    'a new code',
    { status: 200, body: { ...body, Code: 'isv.SOMETHING_NEW' } },
    { result: 'unknown', code: 'unclassified' },
  ],
])('reads the answer to %s', async (_, answer, result) => {
  emulator.fail({ kind: 'answer', answer });
  expect(await verify()).toEqual([
    { ...credentials, ...result },
    { ...sender, result: 'unknown' },
  ]);
});

test('leaves an unknown status of a signature unknown', async () => {
  emulator.fail({ kind: 'answer', answer: { status: 200, body: { ...body, Code: 'OK' } } });
  expect(await verify()).toEqual([
    { ...credentials, result: 'ok' },
    { ...sender, result: 'unknown' },
  ]);
});
