import { expectConnectorError } from '@sms-connectors/core/testing';
import { infobip } from '@sms-connectors/infobip';
import { startInfobipEmulator } from '@sms-connectors/infobip/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const emulator = await startInfobipEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());
const sms = infobip({ ...emulator.config, templates }, { baseUrl: emulator.url });

test('reports a used code', async () => {
  const { messageId } = await sms.send(message);
  await sms.reportConversion?.(messageId, true);
  expect(emulator.requests[1]).toMatchObject({
    method: 'POST',
    path: `/ct/1/log/end/${messageId}`,
    headers: { authorization: `App ${emulator.config.apiKey}` },
    body: '',
  });
  expect(emulator.conversions).toEqual([{ messageId, used: true }]);
});

test('makes no request for an unused code', async () => {
  const { messageId } = await sms.send(message);
  await sms.reportConversion?.(messageId, false);
  expect(emulator.requests).toHaveLength(1);
});

test('is refused for a message that Infobip does not know', async () => {
  const error = await expectConnectorError(async () => sms.reportConversion?.('m-1', true));
  expect(error).toMatchObject({ code: 'invalid_message', provider: { code: 'NOT_FOUND' } });
});

test.each([true, false])('refuses an ID of another provider, used: %s', async (used) => {
  const error = await expectConnectorError(async () => sms.reportConversion?.('../1', used));
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(emulator.requests).toEqual([]);
});
