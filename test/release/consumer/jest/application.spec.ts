// The tests of an application: the same file as CommonJS, as an ES module, and compiled with its dependencies.
import { type DeliveryReport, deliveryReportHandler, isConnectorError } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { mock } from '@sms-connectors/mock';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';

declare const test: (name: string, body: () => Promise<void>) => void;
declare const expect: (value: unknown) => Record<'toBe' | 'toEqual', (expected: unknown) => void>;

const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;

test('reads the code in the inbox', async () => {
  const sms = mock({ templates });
  await sms.send(message);
  const { payload } = await sms.inbox.waitFor({ to: message.to });
  expect(payload).toEqual({ code: '314159' });
});

test('handles a delivery report', async () => {
  const sms = mock({ templates });
  const statuses: DeliveryReport['status'][] = [];
  const handle = deliveryReportHandler({
    connectors: [sms],
    onReports: (reports) => void statuses.push(...reports.map(({ status }) => status)),
  });
  const { messageId } = await sms.send(message);
  const response = await handle(await sms.signReport({ messageId, status: 'delivered' }));
  expect(response.status).toBe(200);
  expect(statuses).toEqual(['delivered']);
});

test('sends to an emulator', async () => {
  const emulator = await startTwilioEmulator();
  const sms = twilio({ ...emulator.config, templates }, { baseUrl: emulator.url });
  await sms.send(message);
  expect(emulator.messages.map(({ text }) => text)).toEqual(['Your code is 314159.']);
  const error = await expectConnectorError(sms.send({ ...message, to: '+15005550004' }));
  expect(isConnectorError(error)).toBe(true);
  expect(error.code).toBe('opted_out');
  await sms.close();
  await emulator.close();
});
