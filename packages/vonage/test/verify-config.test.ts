import { vonage } from '@sms-connectors/vonage';
import { startVonageEmulator } from '@sms-connectors/vonage/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const field = 'apiSecret';
const unsaid = {
  signature: { subject: 'credentials', result: 'unknown', field: 'signatureSecret' },
  sender: { subject: 'sender', result: 'unknown', field: 'from' },
  balance: { subject: 'balance', result: 'unknown' },
};

let emulator: Awaited<ReturnType<typeof startVonageEmulator>>;
beforeAll(async () => {
  emulator = await startVonageEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

/** Without the signature, whose check is always the same. */
function verify(changes: Partial<Parameters<typeof vonage>[0]> = {}, timeoutMs = 5000) {
  const config = { ...emulator.config, signatureSecret: undefined, ...changes, templates };
  return vonage(config, { baseUrl: emulator.url, timeoutMs }).verifyConfig?.();
}

test('asks for the balance, and sends nothing', async () => {
  expect(await verify()).toEqual([
    { subject: 'credentials', result: 'ok', field },
    { subject: 'balance', result: 'ok', detail: '100.00 EUR' },
    unsaid.sender,
  ]);
  expect(emulator.requests).toMatchObject([{ method: 'GET', path: '/account/get-balance' }]);
  expect(emulator.requests[0]?.query.size).toBe(0);
  expect(emulator.messages).toHaveLength(0);
});

test('reports a signature as unknown, since only a message checks it', async () => {
  const { signatureSecret } = emulator.account;
  expect(await verify({ signatureSecret })).toContainEqual(unsaid.signature);
  emulator.reset();
  expect(await verify({ signatureSecret, apiSecret: undefined })).toEqual([
    unsaid.signature,
    unsaid.sender,
  ]);
  expect(emulator.requests).toHaveLength(0);
});

test.each([{ apiSecret: 'wrong' }, { apiKey: 'ffffffff' }])(
  'reports that %o is wrong',
  async (wrong) => {
    expect(await verify(wrong)).toEqual([
      { subject: 'credentials', result: 'failed', field, code: 'unauthorized' },
      unsaid.balance,
      unsaid.sender,
    ]);
  },
);

// As Vonage's library for PHP has it: {"value":24.428075,"autoReload":false}
test.each([
  [{ value: 24.428_075, autoReload: false }, 'ok', '24.43 EUR'],
  [{ value: 0, autoReload: true }, 'ok', '0.00 EUR'],
  [{ value: 0, autoReload: false }, 'failed', '0.00 EUR'],
  [{ value: -1.5, autoReload: false }, 'failed', '-1.50 EUR'],
])('the balance of an account with %o is %s', async (body, result, detail) => {
  emulator.fail({ kind: 'answer', answer: { status: 200, body } });
  const code = result === 'failed' ? { code: 'insufficient_balance' } : {};
  expect((await verify())?.[1]).toEqual({ subject: 'balance', result, detail, ...code });
});

describe('reports unknown', () => {
  test.each([
    ['an internal error', { status: 500, body: '' }, 'provider_unavailable'],
    ['too many requests', { status: 429, body: '' }, 'rate_limited'],
    ['HTML', { status: 200, body: '<html>' }, 'invalid_response'],
    ['something else', { status: 200, body: { value: '10' } }, 'invalid_response'],
  ])('after %s', async (_, answer, code) => {
    emulator.fail({ kind: 'answer', answer });
    const credentials = { subject: 'credentials', result: 'unknown', field, code };
    expect(await verify()).toEqual([credentials, unsaid.balance, unsaid.sender]);
  });

  test('if Vonage does not answer', async () => {
    emulator.fail({ kind: 'hang' });
    expect((await verify({}, 200))?.[0]).toEqual({
      subject: 'credentials',
      result: 'unknown',
      field,
      code: 'timeout',
    });
  });
});
