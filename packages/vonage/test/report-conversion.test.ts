import { expectConnectorError } from '@sms-connectors/core/testing';
import { vonage } from '@sms-connectors/vonage';
import { startVonageEmulator } from '@sms-connectors/vonage/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';

const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const unknownId = '0A0000000123ABCD1';

const emulator = await startVonageEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function connect(overrides: object = {}, baseUrl = emulator.url) {
  return vonage({ ...emulator.config, ...overrides, templates }, { baseUrl });
}

async function report(messageId: string, used = true, overrides: object = {}) {
  await connect(overrides).reportConversion?.(messageId, used);
}

test.each([true, false])('posts whether the code was used: %s', async (used) => {
  const { messageId } = await connect().send(message);
  await report(messageId, used);

  const { apiKey, apiSecret } = emulator.config;
  const [, request] = emulator.requests;
  expect(emulator.requests).toHaveLength(2);
  expect(request).toMatchObject({ method: 'POST', path: '/conversions/sms' });
  expect(request?.query.size).toBe(0);
  expect(request?.headers).toMatchObject({
    authorization: `Basic ${btoa(`${apiKey}:${apiSecret}`)}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
  const { timestamp = '', ...parameters } = Object.fromEntries(new URLSearchParams(request?.body));
  expect(parameters).toEqual({ 'message-id': messageId, delivered: `${used}` });
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  expect(Math.abs(Date.parse(`${timestamp}Z`) - Date.now())).toBeLessThan(5000);
});

test('goes to the host of the Conversion API', async () => {
  const config = { ...emulator.config, templates };
  const urls = await attemptedUrls((http) =>
    vonage(config, { http }).reportConversion?.(unknownId, true),
  );
  expect(urls).toEqual(['https://api.nexmo.com/conversions/sms']);
});

test('needs an API secret', () => {
  expect(connect({ apiSecret: undefined }).reportConversion).toBeUndefined();
});

test('rejects a message that Vonage does not know', async () => {
  expect(await expectConnectorError(report(unknownId))).toMatchObject({
    code: 'invalid_message',
    outcome: 'rejected',
  });
});

test('rejects a text that is not a message id without a request', async () => {
  expect(await expectConnectorError(report('?'))).toMatchObject({
    code: 'invalid_message',
    outcome: 'rejected',
  });
  expect(emulator.requests).toEqual([]);
});

test('fails with wrong credentials', async () => {
  const error = await expectConnectorError(report(unknownId, true, { apiSecret: 'wrong' }));
  expect(error).toMatchObject({ code: 'unauthorized', outcome: 'rejected' });
});

test('fails if Vonage has not enabled the API for the account', async () => {
  await using other = await startVonageEmulator({ account: { hasConversions: false } });
  const reporting = connect({}, other.url).reportConversion?.(unknownId, true);
  expect(await expectConnectorError(reporting ?? Promise.resolve())).toMatchObject({
    code: 'account_suspended',
    outcome: 'rejected',
  });
});

test('has the outcome unknown if Vonage has an outage', async () => {
  emulator.fail({ kind: 'answer', answer: { status: 503, body: '' } });
  expect(await expectConnectorError(report(unknownId))).toMatchObject({
    code: 'provider_unavailable',
    outcome: 'unknown',
  });
  emulator.fail({ kind: 'reset' });
  expect(await expectConnectorError(report(unknownId))).toMatchObject({
    code: 'network',
    outcome: 'unknown',
  });
});
