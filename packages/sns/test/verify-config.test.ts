import { sns } from '@sms-connectors/sns';
import { type SnsEmulatorOptions, startSnsEmulator } from '@sms-connectors/sns/emulator';
import { expect, test } from 'vitest';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

async function verify(
  overrides: object = {},
  account: SnsEmulatorOptions['account'] = {},
  prepare: (emulator: Awaited<ReturnType<typeof startSnsEmulator>>) => void = () => undefined,
) {
  await using emulator = await startSnsEmulator({ account });
  prepare(emulator);
  const config = { ...emulator.config, templates, ...overrides };
  const checks = await sns(config, { baseUrl: emulator.url }).verifyConfig?.();
  expect(emulator.messages).toEqual([]);
  expect(emulator.requests.map(({ body }) => body).join()).not.toContain('Action=Publish');
  return checks;
}

const good = { subject: 'credentials', result: 'ok', field: 'secretAccessKey' };
const sender = { subject: 'sender', result: 'unknown', field: 'senderId' };
const limit = { subject: 'balance', result: 'ok', detail: '100 USD a month' };
const noLimit = { subject: 'balance', result: 'unknown' };

test('reports valid credentials and the limit', async () => {
  expect(await verify()).toEqual([good, sender, limit]);
});

test.each([
  ['a secret', { secretAccessKey: 'wrong' }, 'secretAccessKey'],
  ['an access key', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, 'accessKeyId'],
])('reports that %s is wrong', async (_, overrides, field) => {
  expect(await verify(overrides)).toEqual([
    { subject: 'credentials', result: 'failed', field, code: 'unauthorized' },
    sender,
    noLimit,
  ]);
});

test('reports valid credentials even if they may not read', async () => {
  const deniedActions = ['GetSMSSandboxAccountStatus', 'GetSMSAttributes'];
  expect(await verify({}, { deniedActions })).toEqual([good, sender, noLimit]);
});

test('reports an account in the sandbox', async () => {
  expect(await verify({}, { isInSandbox: true })).toEqual([
    good,
    { subject: 'sandbox', result: 'ok' },
    sender,
    limit,
  ]);
});

test('reports a spend limit of nothing, and one that was never set', async () => {
  const failed = { subject: 'balance', result: 'failed', code: 'insufficient_balance' };
  expect(await verify({}, { monthlySpendLimit: 0 })).toContainEqual({
    ...failed,
    detail: '0 USD a month',
  });
  expect(await verify({}, { monthlySpendLimit: undefined })).toContainEqual(noLimit);
});

test('reports unknown if the answers are not those of SNS', async () => {
  const answer = { status: 200, body: '<html></html>' };
  expect(await verify({}, {}, ({ fail }) => fail({ kind: 'answer', answer }, 2))).toEqual([
    { ...good, result: 'unknown' },
    sender,
    noLimit,
  ]);
});

test('reports unknown if SNS cannot be reached', async () => {
  expect(await verify({}, {}, ({ fail }) => fail({ kind: 'reset' }, 2))).toEqual([
    { ...good, result: 'unknown', code: 'network' },
    sender,
    noLimit,
  ]);
});
