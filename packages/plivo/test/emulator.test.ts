import { plivo } from '@sms-connectors/plivo';
import { startPlivoEmulator } from '@sms-connectors/plivo/emulator';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;

const emulator = await startPlivoEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const { authId, authToken } = emulator.config;
const authorization = `Basic ${btoa(`${authId}:${authToken}`)}`;
const valid = { src: '+12025550100', dst: '+33612345678', text: 'x' };

async function post(body: object, headers: Readonly<Record<string, string>> = {}, owner = authId) {
  const response = await fetch(`${emulator.url}/v1/Account/${owner}/Message/`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const apiId = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as unknown;

test('accepts a valid message', async () => {
  expect(await post(valid)).toEqual({
    status: 202,
    body: { api_id: apiId, message: 'message(s) queued', message_uuid: [apiId] },
  });
  expect(emulator.messages).toMatchObject([{ to: valid.dst, from: valid.src, text: 'x' }]);
});

// https://www.plivo.com/docs/sms/api/message/send-a-message/
test.each([
  ['14155552222', ['+14155552222']],
  ['+1 (415) 555-2222', ['+14155552222']],
  ['14156667777<14157778888', ['+14156667777', '+14157778888']],
])('reads the recipients of %o', async (dst, recipients) => {
  const { body } = await post({ ...valid, dst });
  const ids = emulator.messages.map(({ messageId }) => messageId);
  expect(body).toMatchObject({ message_uuid: ids });
  expect(emulator.messages.map(({ to }) => to)).toEqual(recipients);
});

describe('refuses', () => {
  test.each([
    ['no sender', { src: undefined }],
    ['two senders', { powerpack_uuid: emulator.account.powerpackUUID }],
    ['no such Powerpack', { src: undefined, powerpack_uuid: authId }],
    ['a sender that is the recipient', { src: valid.dst }],
    ['a second recipient that is none', { dst: '+33612345678<' }],
    ['a recipient of no country', { dst: '+0612345678' }],
    ['no text', { text: undefined }],
    ['an empty text', { text: '' }],
    ['a text too long in GSM-7', { text: 'x'.repeat(1601) }],
    ['a text too long in UCS-2', { text: 'я'.repeat(738) }],
    ['an expiry too short', { message_expiry: 4 }],
    ['an expiry too long', { message_expiry: 10_801 }],
    ['another value of log', { log: 'none' }],
    ['another method', { method: 'PUT' }],
    ['a parameter that Plivo does not have', { from: '+12025550100' }],
    ['a parameter by an inherited name', { constructor: 'x' }],
  ])('%s', async (_, changes) => {
    expect(await post({ ...valid, ...changes })).toEqual({
      status: 400,
      body: { api_id: apiId, error: 'invalid_parameter' },
    });
    expect(emulator.messages).toEqual([]);
  });

  test('a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await post(valid, headers)).toMatchObject({ status: 400 });
  });

  test.each([
    ['no credentials', ''],
    ['another token', `Basic ${btoa(`${authId}:wrong`)}`],
    ['another scheme', `Bearer ${authToken}`],
  ])('%s', async (_, header) => {
    expect(await post(valid, { authorization: header })).toEqual({
      status: 401,
      body: { api_id: apiId, error: 'authentication_failed' },
    });
  });

  test('the account of others', async () => {
    expect(await post(valid, {}, 'MAAAAAAAAAAAAAAAAAAA')).toMatchObject({ status: 404 });
  });

  test('a path that it does not have', async () => {
    const headers = { authorization };
    for (const path of ['/', '/v1', `/v2/Account/${authId}/`, `/v1/Account/${authId}/Call/`]) {
      expect((await fetch(`${emulator.url}${path}`, { headers })).status).toBe(404);
    }
  });
});

test('lets the credit run out, and a reset fills it up', async () => {
  await using poor = await startPlivoEmulator({ account: { cashCredits: 0.0056 } });
  const sms = plivo({ ...poor.config, templates }, { baseUrl: poor.url });
  await sms.send(message);
  expect(await expectConnectorError(sms.send(message))).toMatchObject({
    code: 'insufficient_balance',
    outcome: 'rejected',
  });
  poor.reset();
  await sms.send(message);
  expect(poor.messages).toHaveLength(1);
});

test('bars the countries of its account', async () => {
  await using strict = await startPlivoEmulator({ account: { barredPrefixes: ['+33'] } });
  const sms = plivo({ ...strict.config, templates }, { baseUrl: strict.url });
  expect(await expectConnectorError(sms.send(message))).toMatchObject({
    code: 'region_blocked',
    outcome: 'rejected',
  });
  await sms.send({ ...message, to: '+351912345678' });
  expect(strict.messages).toHaveLength(1);
});

test.each(['+12025550199', 'Acme'])('does not send to the United States from %s', async (from) => {
  const sms = plivo({ ...emulator.config, from, templates }, { baseUrl: emulator.url });
  expect(await expectConnectorError(sms.send({ ...message, to: '+14155552671' }))).toMatchObject({
    code: 'sender_invalid',
    outcome: 'rejected',
  });
  await sms.send(message);
  expect(emulator.messages).toHaveLength(1);
});

test('limits the rate', async () => {
  emulator.fail({ kind: 'rate-limit', retryAfter: '3' });
  const sms = plivo({ ...emulator.config, templates }, { baseUrl: emulator.url });
  expect(await expectConnectorError(sms.send(message))).toMatchObject({
    code: 'rate_limited',
    retryAfterMs: 3000,
  });
});
