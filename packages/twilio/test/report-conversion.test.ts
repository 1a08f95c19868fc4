import { expectConnectorError } from '@sms-connectors/core/testing';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const unknownId = `SM${'9'.repeat(32)}`;

const emulator = await startTwilioEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function connect(overrides: object = {}) {
  const config = { ...emulator.config, provideFeedback: true, ...overrides, templates };
  return twilio(config, { baseUrl: emulator.url });
}

async function report(messageId: string, used = true, overrides: object = {}) {
  await connect(overrides).reportConversion?.(messageId, used);
}

test.each([
  [true, 'confirmed'],
  [false, 'unconfirmed'],
])('posts the feedback of a code with used = %s', async (used, outcome) => {
  const { messageId } = await connect().send(message);
  await report(messageId, used);

  const { accountSID, authToken } = emulator.config;
  const [, request] = emulator.requests;
  expect(emulator.requests).toHaveLength(2);
  expect(request).toMatchObject({
    method: 'POST',
    path: `/2010-04-01/Accounts/${accountSID}/Messages/${messageId}/Feedback.json`,
    body: `Outcome=${outcome}`,
  });
  expect(request?.headers).toMatchObject({
    authorization: `Basic ${btoa(`${accountSID}:${authToken}`)}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
});

test('rejects a message that Twilio does not know', async () => {
  const error = await expectConnectorError(report(unknownId));
  expect(error).toMatchObject({
    code: 'invalid_message',
    outcome: 'rejected',
    provider: { id: 'twilio', code: '20404' },
  });
});

test('rejects an id that is not a message SID without a request', async () => {
  const error = await expectConnectorError(report('../../Calls'));
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(emulator.requests).toEqual([]);
});

test('fails with wrong credentials', async () => {
  const error = await expectConnectorError(report(unknownId, true, { authToken: 'wrong' }));
  expect(error).toMatchObject({
    code: 'unauthorized',
    outcome: 'rejected',
    provider: { code: '20003' },
  });
});

test('has the outcome unknown if Twilio has an outage', async () => {
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

test('keeps its deadline', async () => {
  emulator.fail({ kind: 'hang' });
  const reporting = connect().reportConversion?.(unknownId, true, { timeoutMs: 100 });
  expect(await expectConnectorError(reporting ?? Promise.resolve())).toMatchObject({
    code: 'timeout',
    outcome: 'unknown',
  });
});
