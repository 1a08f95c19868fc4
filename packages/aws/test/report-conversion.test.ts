import { aws } from '@sms-connectors/aws';
import { startAwsEmulator } from '@sms-connectors/aws/emulator';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { afterAll, beforeEach, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const unknownId = '99999999-9999-4999-8999-999999999999';

const emulator = await startAwsEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function connect(overrides: object = {}, baseUrl = emulator.url) {
  const config = { ...emulator.config, messageFeedback: true, ...overrides, templates };
  return aws(config, { baseUrl });
}

async function report(messageId: string, used = true, overrides: object = {}) {
  await connect(overrides).reportConversion?.(messageId, used);
}

test.each([
  [true, 'RECEIVED'],
  [false, 'FAILED'],
])('puts the feedback of a code with used = %s', async (used, status) => {
  const { messageId } = await connect().send(message);
  await report(messageId, used);

  expect(emulator.messages[0]?.parameters['MessageFeedbackEnabled']).toBe('true');
  const [, request] = emulator.requests;
  expect(emulator.requests).toHaveLength(2);
  expect(request).toMatchObject({ method: 'POST', path: '/' });
  expect(request?.headers).toMatchObject({
    'x-amz-target': 'PinpointSMSVoiceV2.PutMessageFeedback',
    'content-type': 'application/x-amz-json-1.0',
    authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 /),
  });
  expect(JSON.parse(request?.body ?? '')).toEqual({
    MessageId: messageId,
    MessageFeedbackStatus: status,
  });
});

test('without the field, messages expect no feedback', async () => {
  await connect({ messageFeedback: undefined }).send(message);
  expect(emulator.messages[0]?.parameters).not.toHaveProperty('MessageFeedbackEnabled');
});

test('rejects a message that AWS does not know', async () => {
  expect(await expectConnectorError(report(unknownId))).toMatchObject({
    code: 'invalid_message',
    outcome: 'rejected',
    provider: { id: 'aws', code: 'ResourceNotFoundException.message' },
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
  const error = await expectConnectorError(report(unknownId, true, { secretAccessKey: 'wrong' }));
  expect(error).toMatchObject({ code: 'unauthorized', outcome: 'rejected' });
});

test('fails if the policy denies the operation', async () => {
  await using other = await startAwsEmulator({
    account: { deniedOperations: ['PutMessageFeedback'] },
  });
  const reporting = connect({}, other.url).reportConversion?.(unknownId, true);
  expect(await expectConnectorError(reporting ?? Promise.resolve())).toMatchObject({
    code: 'unauthorized',
    outcome: 'rejected',
    provider: { code: 'AccessDeniedException' },
  });
});

test('has the outcome unknown if AWS has an outage', async () => {
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
