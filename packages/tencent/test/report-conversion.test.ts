import { expectConnectorError } from '@sms-connectors/core/testing';
import { tencent } from '@sms-connectors/tencent';
import { startTencentEmulator } from '@sms-connectors/tencent/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', templateId: '1110' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const emulator = await startTencentEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());
const config = { ...emulator.config, templates: [...templates] };
const sms = tencent(config, { baseUrl: emulator.url });

test('reports a used code', async () => {
  const { messageId } = await sms.send(message);
  const before = Math.floor(Date.now() / 1000);
  await sms.reportConversion?.(messageId, true);
  const [, request] = emulator.requests;
  expect(request?.headers['x-tc-action']).toBe('ReportConversion');
  const { ConversionTime, ...others } = JSON.parse(request?.body ?? '') as {
    readonly ConversionTime: number;
  };
  expect(others).toEqual({ SmsSdkAppId: '1400006666', SerialNo: messageId });
  expect(ConversionTime - before).toBeLessThanOrEqual(60);
  expect(ConversionTime).toBeGreaterThanOrEqual(before);
  expect(emulator.conversions).toEqual([{ messageId, used: true }]);
});

test('makes no request for an unused code', async () => {
  const { messageId } = await sms.send(message);
  await sms.reportConversion?.(messageId, false);
  expect(emulator.requests).toHaveLength(1);
});

test('is not offered unless the config says so', () => {
  expect(tencent({ ...config, conversionTracking: false }).reportConversion).toBeUndefined();
});

test.each([true, false])('refuses an ID of another provider, used: %s', async (used) => {
  const error = await expectConnectorError(async () => sms.reportConversion?.('an id', used));
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(emulator.requests).toEqual([]);
});

test.each([
  ['a call', { Error: { Code: 'UnauthorizedOperation.RequestPermissionDeny' } }, 'unauthorized'],
  [
    'a report',
    { ReportConversionStatus: { Code: 'InternalError.Timeout', Message: 'Words' } },
    'provider_unavailable',
  ],
  ['an unknown answer', { ReportConversionStatus: { Code: '' } }, 'invalid_response'],
  ['an empty answer', {}, 'invalid_response'],
])('fails with %s that is refused with HTTP status 200', async (_, members, code) => {
  emulator.fail({ kind: 'answer', answer: { status: 200, body: { Response: members } } });
  const error = await expectConnectorError(async () => sms.reportConversion?.('m-1', true));
  expect(error.code).toBe(code);
  expect(JSON.stringify(error)).not.toContain('Words');
});

test('fails if the connection breaks', async () => {
  emulator.fail({ kind: 'reset' });
  const error = await expectConnectorError(async () => sms.reportConversion?.('m-1', true));
  expect(error).toMatchObject({ code: 'network', outcome: 'unknown' });
});
