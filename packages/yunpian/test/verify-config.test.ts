import { yunpian } from '@sms-connectors/yunpian';
import { startYunpianEmulator } from '@sms-connectors/yunpian/emulator';
import { expect, test } from 'vitest';

const templates = [{ usageType: 'Generic' as const, content: '【YourApp】{{code}}' }];

async function checks(answer?: { status: number; body: object }, apikey?: string) {
  await using running = await startYunpianEmulator();
  if (answer !== undefined) running.fail({ kind: 'answer', answer });
  const config = { ...running.config, ...(apikey !== undefined && { apikey }), templates };
  return await yunpian(config, { baseUrl: running.url }).verifyConfig?.();
}

test('a valid key is ok, and the balance is shown', async () => {
  expect(await checks()).toEqual([
    { subject: 'credentials', field: 'apikey', result: 'ok' },
    { subject: 'balance', result: 'ok', detail: '1000' },
  ]);
});

test('a wrong key fails', async () => {
  expect(await checks(undefined, 'wrong')).toEqual([
    { subject: 'credentials', field: 'apikey', result: 'failed', code: 'unauthorized' },
  ]);
});

test('an account without credit fails', async () => {
  expect(await checks({ status: 200, body: { nick: 'acme', balance: 0 } })).toContainEqual({
    subject: 'balance',
    result: 'failed',
    code: 'insufficient_balance',
    detail: '0',
  });
});

test.each([
  ['a code inside a 200', { status: 200, body: { code: -50, msg: '未知异常' } }],
  ['a fault of the provider', { status: 500, body: {} }],
])('%s says nothing about the key', async (_, answer) => {
  expect(await checks(answer)).toEqual([
    { subject: 'credentials', field: 'apikey', result: 'unknown' },
  ]);
});
