import { expectConnectorError } from '@sms-connectors/core/testing';
import { sinch } from '@sms-connectors/sinch';
import { startSinchEmulator } from '@sms-connectors/sinch/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const unknownId = '01FC66621VHDBN119Z8PMV1QPQ';
const emulator = await startSinchEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());
const sms = sinch({ ...emulator.config, templates }, { baseUrl: emulator.url });

test('reports a used code', async () => {
  const { messageId } = await sms.send(message);
  await sms.reportConversion?.(messageId, true);
  expect(emulator.requests[1]).toMatchObject({
    method: 'POST',
    path: `/xms/v1/${emulator.config.servicePlanId}/batches/${messageId}/delivery_feedback`,
    headers: { authorization: `Bearer ${emulator.config.apiToken}` },
    body: '{"recipients":[]}',
  });
  expect(emulator.conversions).toEqual([{ messageId, used: true }]);
});

test('makes no request for an unused code', async () => {
  const { messageId } = await sms.send(message);
  await sms.reportConversion?.(messageId, false);
  expect(emulator.requests).toHaveLength(1);
});

test('is refused for a message that Sinch does not know', async () => {
  const error = await expectConnectorError(async () => sms.reportConversion?.(unknownId, true));
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(emulator.requests).toHaveLength(1);
});

test.each([true, false])('refuses an ID of another provider, used: %s', async (used) => {
  const error = await expectConnectorError(async () => sms.reportConversion?.('../1', used));
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(emulator.requests).toEqual([]);
});

test('needs a config that asks for feedback', () => {
  const config = { ...emulator.config, feedbackEnabled: false, templates };
  expect(sinch(config).reportConversion).toBeUndefined();
});
