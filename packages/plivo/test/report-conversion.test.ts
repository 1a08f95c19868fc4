import { expectConnectorError } from '@sms-connectors/core/testing';
import { plivo } from '@sms-connectors/plivo';
import { startPlivoEmulator } from '@sms-connectors/plivo/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const unknownId = '11111111-1111-4111-8111-111111111111';

const emulator = await startPlivoEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function connect(overrides: object = {}) {
  const config = { ...emulator.config, trackable: true, ...overrides, templates };
  return plivo(config, { baseUrl: emulator.url });
}

async function report(messageId: string, used = true, overrides: object = {}) {
  await connect(overrides).reportConversion?.(messageId, used);
}

test.each([
  [true, 'CONVERTED'],
  [false, 'NOT_CONVERTED'],
])('posts the status of a code with used = %s', async (used, status) => {
  const { messageId } = await connect().send(message);
  await report(messageId, used);

  const { authId, authToken } = emulator.config;
  const [, request] = emulator.requests;
  expect(emulator.requests).toHaveLength(2);
  expect(request).toMatchObject({
    method: 'POST',
    path: `/v1/account/${authId}/message/${messageId}/conversion/`,
  });
  expect(request?.headers).toMatchObject({
    authorization: `Basic ${btoa(`${authId}:${authToken}`)}`,
    'content-type': 'application/json',
  });
  const { timestamp, ...rest } = JSON.parse(request?.body ?? '') as Record<string, string>;
  expect(rest).toEqual({ status });
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Math.abs(Date.parse(timestamp ?? '') - Date.now())).toBeLessThan(5000);
  expect(emulator.conversions).toEqual([{ messageId, used }]);
});

test('needs messages that are trackable', async () => {
  expect(connect({ trackable: false }).reportConversion).toBeUndefined();
  const { messageId } = await connect({ trackable: undefined }).send(message);
  expect(emulator.messages[0]?.parameters).not.toHaveProperty('trackable');
  expect(await expectConnectorError(report(messageId))).toMatchObject({ code: 'invalid_message' });
});

test('rejects a message that Plivo does not know', async () => {
  expect(await expectConnectorError(report(unknownId))).toMatchObject({
    code: 'invalid_message',
    outcome: 'rejected',
  });
});

test('rejects a text that is not a message ID without a request', async () => {
  expect(await expectConnectorError(report('../../Call'))).toMatchObject({
    code: 'invalid_message',
    outcome: 'rejected',
  });
  expect(emulator.requests).toEqual([]);
});

test('fails with wrong credentials', async () => {
  const error = await expectConnectorError(report(unknownId, true, { authToken: 'wrong' }));
  expect(error).toMatchObject({ code: 'unauthorized', outcome: 'rejected' });
});

test('has the outcome unknown if Plivo has an outage', async () => {
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
