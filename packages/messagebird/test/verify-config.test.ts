import { messagebird } from '@sms-connectors/messagebird';
import { startMessagebirdEmulator } from '@sms-connectors/messagebird/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const credentials = { subject: 'credentials', field: 'accessKey' };
const sender = { subject: 'sender', result: 'unknown', field: 'originator' };

const emulator = await startMessagebirdEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function verify(changes: Partial<Parameters<typeof messagebird>[0]> = {}, timeoutMs = 5000) {
  const config = { ...emulator.config, ...changes, templates };
  return messagebird(config, { baseUrl: emulator.url, timeoutMs }).verifyConfig?.();
}

test('asks for the balance, and sends nothing', async () => {
  expect(await verify()).toEqual([
    { ...credentials, result: 'ok' },
    { subject: 'balance', result: 'ok', detail: '9.20 EUR' },
    sender,
  ]);
  expect(emulator.requests).toMatchObject([
    {
      method: 'GET',
      path: '/balance',
      headers: { authorization: `AccessKey ${emulator.config.accessKey}` },
    },
  ]);
  expect(emulator.messages).toHaveLength(0);
});

test('reports a wrong key', async () => {
  expect(await verify({ accessKey: 'wrong' })).toEqual([
    { ...credentials, result: 'failed', code: 'unauthorized' },
    sender,
  ]);
});

// https://github.com/messagebird/go-rest-api/blob/master/balance/testdata/balance.json
// https://github.com/messagebird/messagebird-nodejs/blob/master/types/balance.d.ts
test.each([
  [{ type: 'credits', amount: 9.2 }, 'ok', '9.2 credits'],
  [{ type: 'credits', amount: 0 }, 'failed', '0 credits'],
  [{ type: 'euros', amount: 10 }, 'ok', '10.00 EUR'],
  [{ type: 'pounds', amount: 10 }, 'ok', '10.00 GBP'],
  [{ type: 'dollars', amount: -1 }, 'failed', '-1.00 USD'],
  [{ type: 'BRL', amount: 10 }, 'ok', '10.00 BRL'],
])('the balance of an account with %o is %s', async (balance, result, detail) => {
  const body = { payment: 'prepaid', ...balance };
  emulator.fail({ kind: 'answer', answer: { status: 200, body } });
  const code = result === 'failed' ? { code: 'insufficient_balance' } : {};
  expect((await verify())?.[1]).toEqual({ subject: 'balance', result, detail, ...code });
});

test('an account that pays later has no balance to check', async () => {
  const body = { payment: 'postpaid', type: 'euros', amount: 0 };
  emulator.fail({ kind: 'answer', answer: { status: 200, body } });
  expect(await verify()).toEqual([{ ...credentials, result: 'ok' }, sender]);
});

describe('reports unknown', () => {
  test.each([
    ['an internal error', { status: 500, body: '' }, 'provider_unavailable'],
    ['too many requests', { status: 429, body: '' }, 'rate_limited'],
    ['HTML', { status: 200, body: '<html>' }, 'invalid_response'],
    ['something else', { status: 200, body: { amount: 10 } }, 'invalid_response'],
  ])('after %s', async (_, answer, code) => {
    emulator.fail({ kind: 'answer', answer });
    expect(await verify()).toEqual([{ ...credentials, result: 'unknown', code }, sender]);
  });

  test.each([
    { type: 'euros', amount: 'much' },
    { type: 'credits', amount: '31612345678' },
    { type: 'gold', amount: 1 },
  ])('for the balance %o', async (balance) => {
    const body = { payment: 'prepaid', ...balance };
    emulator.fail({ kind: 'answer', answer: { status: 200, body } });
    expect((await verify())?.[1]).toEqual({ subject: 'balance', result: 'unknown' });
  });

  test('if MessageBird does not answer', async () => {
    emulator.fail({ kind: 'hang' });
    expect((await verify({}, 200))?.[0]).toEqual({
      ...credentials,
      result: 'unknown',
      code: 'timeout',
    });
  });
});
