import { infobip } from '@sms-connectors/infobip';
import { startInfobipEmulator } from '@sms-connectors/infobip/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const emulator = await startInfobipEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const credentials = { subject: 'credentials', field: 'apiKey' };
const sender = { subject: 'sender', field: 'from', result: 'unknown' };
const unknownBalance = { subject: 'balance', result: 'unknown' };

async function verify(config: { readonly apiKey?: string } = {}, at = emulator) {
  const sms = infobip({ ...at.config, templates, ...config }, { baseUrl: at.url });
  return sms.verifyConfig?.({ timeoutMs: 1000 });
}

test('asks for the balance, and sends nothing', async () => {
  const balance = { subject: 'balance', result: 'ok', detail: '10 EUR' };
  expect(await verify()).toEqual([{ ...credentials, result: 'ok' }, balance, sender]);
  const { apiKey } = emulator.config;
  expect(emulator.requests).toMatchObject([
    { method: 'GET', path: '/account/1/balance', headers: { authorization: `App ${apiKey}` } },
  ]);
  expect(emulator.messages).toEqual([]);
});

test('finds an account without credit', async () => {
  await using poor = await startInfobipEmulator({ account: { balance: 0 } });
  const balance = { subject: 'balance', result: 'failed', code: 'insufficient_balance' };
  expect(await verify({}, poor)).toMatchObject([{ result: 'ok' }, balance, sender]);
});

test('finds a wrong key', async () => {
  const failed = { ...credentials, result: 'failed', code: 'unauthorized' };
  expect(await verify({ apiKey: 'wrong' })).toEqual([failed, unknownBalance, sender]);
});

test('knows nothing of a key without the scope for the balance', async () => {
  const serviceException = { messageId: 'FORBIDDEN', text: 'Forbidden' };
  const answer = { status: 403, body: { requestError: { serviceException } } };
  emulator.fail({ kind: 'answer', answer });
  expect(await verify()).toEqual([{ ...credentials, result: 'unknown' }, unknownBalance, sender]);
});

test.each([
  ['an empty object', { status: 200, body: {} }],
  ['a balance that is a text', { status: 200, body: { balance: 'much', currency: 'EUR' } }],
  ['an error of Infobip', { status: 500, body: {} }],
])('knows nothing after %s', async (_, answer) => {
  emulator.fail({ kind: 'answer', answer });
  expect(await verify()).toEqual([{ ...credentials, result: 'unknown' }, unknownBalance, sender]);
});
