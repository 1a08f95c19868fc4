import { SmsService } from '@sinch/sdk-core';
import { sinch } from '@sms-connectors/sinch';
import { startSinchEmulator } from '@sms-connectors/sinch/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

// Sinch's own library judges both sides: our requests must be the ones it makes, and our emulator's answers the ones
// it reads.
const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const to = '+33612345678';
const text = 'Your code is 314159 é€😀.';
const deliveryReportUrl = 'https://example.com/sms/reports/sinch';

const emulator = await startSinchEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());
const { servicePlanId, apiToken } = emulator.config;

function batches(token = apiToken) {
  return new SmsService({ servicePlanId, apiToken: token, smsHostname: emulator.url }).batches;
}

function connect(config: Partial<Parameters<typeof sinch>[0]> = {}) {
  return sinch({ ...emulator.config, ...config, templates }, { baseUrl: emulator.url });
}

function lastRequest() {
  const { method, path, headers, body } = emulator.requests.at(-1) ?? {};
  return {
    method,
    path: path?.replace(/\?.*$/, ''),
    authorization: headers?.authorization,
    contentType: headers?.['content-type'],
    body: JSON.parse(body ?? '') as unknown,
  };
}

describe('a message', () => {
  test.each([
    ['as the emulator’s config says', {}, { feedback_enabled: true }],
    ['without feedback', { feedbackEnabled: false }, {}],
    [
      'with reports',
      { deliveryReportUrl },
      {
        feedback_enabled: true,
        delivery_report: 'per_recipient',
        callback_url: deliveryReportUrl,
      },
    ],
  ])('%s is asked for as the library asks', async (_, config, parameters) => {
    const from = '+12025550100';
    await batches().sendTextMessage({
      sendSMSRequestBody: { to: [to], from, body: text, type: 'mt_text', ...parameters },
    });
    const theirs = lastRequest();
    await connect(config).send({ to, usageType: 'Generic', payload: { code: text } });
    expect(lastRequest()).toEqual(theirs);
    expect(emulator.messages).toHaveLength(2);
  });

  test('has the time and the reference where the library has them', async () => {
    const expiresAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 600_000);
    await batches().sendTextMessage({
      sendSMSRequestBody: {
        to: [to],
        from: '12345',
        body: text,
        expire_at: expiresAt,
        client_reference: 'login-1',
      },
    });
    await connect().send({
      to,
      usageType: 'Generic',
      payload: { code: text },
      expiresAt,
      reference: 'login-1',
    });
    const [theirs, ours] = emulator.messages;
    expect(ours?.reference).toBe(theirs?.reference);
    expect(Math.abs(Number(ours?.validitySeconds) - Number(theirs?.validitySeconds))).toBeLessThan(
      3,
    );
  });

  test('is answered as the library reads it', async () => {
    const answer = await batches().sendTextMessage({
      sendSMSRequestBody: { to: [to], from: '+12025550100', body: text },
    });
    expect(answer).toMatchObject({
      id: emulator.messages[0]?.messageId,
      to: ['33612345678'],
      from: '12025550100',
      body: text,
      type: 'mt_text',
      canceled: false,
      delivery_report: 'none',
      created_at: expect.any(Date),
      modified_at: expect.any(Date),
    });
  });

  test('with a wrong token is refused', async () => {
    const sent = batches('wrong').sendTextMessage({
      sendSMSRequestBody: { to: [to], from: '12345', body: text },
    });
    await expect(sent).rejects.toThrow(/401/);
  });
});

test('a dry run is asked for as the library asks', async () => {
  const answer = await batches().dryRun({
    dryRunRequestBody: { from: '+12025550100', to: ['+12025550100'], body: '0' },
  });
  expect(answer).toEqual({ number_of_recipients: 1, number_of_messages: 1 });
  const theirs = lastRequest();
  await connect().verifyConfig?.();
  expect(lastRequest()).toEqual(theirs);
});

test('feedback is sent as the library sends it', async () => {
  const sms = connect();
  const { messageId } = await sms.send({ to, usageType: 'Generic', payload: { code: '1' } });
  await batches().sendDeliveryFeedback({
    batch_id: messageId,
    deliveryFeedbackRequestBody: { recipients: [] },
  });
  const theirs = lastRequest();
  await sms.reportConversion?.(messageId, true);
  expect(lastRequest()).toEqual(theirs);
  expect(emulator.conversions).toHaveLength(2);
});
