import { aws } from '@sms-connectors/aws';
import { type AwsEmulatorOptions, startAwsEmulator } from '@sms-connectors/aws/emulator';
import { expect, test } from 'vitest';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

async function verify(overrides: object = {}, account: AwsEmulatorOptions['account'] = {}) {
  await using emulator = await startAwsEmulator({ account });
  const config = { ...emulator.config, templates, ...overrides };
  const checks = await aws(config, { baseUrl: emulator.url }).verifyConfig?.();
  expect(emulator.messages).toEqual([]);
  expect(emulator.requests.map(({ headers }) => headers['x-amz-target'])).not.toContain(
    'PinpointSMSVoiceV2.SendTextMessage',
  );
  return checks;
}

const good = { subject: 'credentials', result: 'ok', field: 'secretAccessKey' };
const sender = (result: string) => ({ subject: 'sender', result, field: 'originationIdentity' });
const limit = { subject: 'balance', result: 'ok', detail: '100 USD a month' };

test('reports valid credentials, a usable sender and the limit', async () => {
  expect(await verify()).toEqual([good, sender('ok'), limit]);
});

test.each([
  ['a secret', { secretAccessKey: 'wrong' }, 'secretAccessKey'],
  ['an access key', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, 'accessKeyId'],
])('reports that %s is wrong', async (_, overrides, field) => {
  expect(await verify(overrides)).toEqual([
    { subject: 'credentials', result: 'failed', field, code: 'unauthorized' },
    sender('unknown'),
    { subject: 'balance', result: 'unknown' },
  ]);
});

test('reports valid credentials even if they may not read', async () => {
  const deniedOperations = [
    'DescribeAccountAttributes',
    'DescribeSpendLimits',
    'DescribePools',
  ] as const;
  expect(await verify({}, { deniedOperations })).toEqual([
    good,
    sender('unknown'),
    { subject: 'balance', result: 'unknown' },
  ]);
});

const pool = `pool-${'1'.repeat(32)}`;
const number = `phone-${'1'.repeat(32)}`;
const arn = 'arn:aws:sms-voice:us-east-1:111122223333';

test.each([
  ['a number of the account', '+14255550120', 'ok'],
  ['a number of another account', '+14255550199', 'failed'],
  ['a pool of another account', pool, 'failed'],
  ['an ARN of another’s pool', `${arn}:pool/${pool}`, 'failed'],
  ['a number’s ID that is not there', number, 'failed'],
  ['an ARN of another’s number', `${arn}:phone-number/${number}`, 'failed'],
  ['a sender ID of the account', 'Acme', 'ok'],
  ['a sender ID that is not registered', 'Other', 'unknown'],
  ['the ARN of a sender ID', `${arn}:sender-id/Acme/GB`, 'unknown'],
  ['no sender', undefined, 'unknown'],
])('reports %s, %s, as %s', async (_, originationIdentity, result) => {
  const checks = await verify({ originationIdentity });
  const code = result === 'failed' ? { code: 'sender_invalid' } : {};
  expect(checks?.[1]).toEqual({ ...sender(result), ...code });
});

test.each([
  [{ Status: 'PENDING' }, 'failed'],
  [{ NumberCapabilities: ['VOICE'] }, 'failed'],
  [{ MessageType: 'PROMOTIONAL' }, 'failed'],
  [{ NumberCapabilities: ['VOICE', 'SMS'] }, 'ok'],
])('reports a number with %o as %s', async (members, result) => {
  await using emulator = await startAwsEmulator();
  const active = { Status: 'ACTIVE', NumberCapabilities: ['SMS'], MessageType: 'TRANSACTIONAL' };
  const body = { PhoneNumbers: [{ ...active, ...members }] };
  emulator.fail({ kind: 'answer', answer: { status: 200, body } }, 3);
  const config = { ...emulator.config, templates, originationIdentity: number };
  const checks = await aws(config, { baseUrl: emulator.url }).verifyConfig?.();
  expect(checks?.[1]).toMatchObject({ result });
});

test('reports unknown if the number may be on another page', async () => {
  await using emulator = await startAwsEmulator();
  const body = { PhoneNumbers: [], NextToken: 'next' };
  emulator.fail({ kind: 'answer', answer: { status: 200, body } }, 3);
  const config = { ...emulator.config, templates, originationIdentity: '+14255550120' };
  const checks = await aws(config, { baseUrl: emulator.url }).verifyConfig?.();
  expect(checks?.[1]).toEqual(sender('unknown'));
});

test('reports an account in the sandbox or without a spend limit', async () => {
  expect(await verify({}, { tier: 'SANDBOX' })).toContainEqual({
    subject: 'sandbox',
    result: 'ok',
    detail: 'SANDBOX',
  });
  expect(await verify({}, { spendLimit: 0 })).toContainEqual({
    subject: 'balance',
    result: 'failed',
    code: 'insufficient_balance',
    detail: '0 USD a month',
  });
});

test('reports unknown if AWS cannot be reached', async () => {
  await using emulator = await startAwsEmulator();
  emulator.fail({ kind: 'reset' }, 3);
  const sms = aws({ ...emulator.config, templates }, { baseUrl: emulator.url });
  expect(await sms.verifyConfig?.()).toEqual([
    { subject: 'credentials', result: 'unknown', field: 'secretAccessKey', code: 'network' },
    sender('unknown'),
    { subject: 'balance', result: 'unknown' },
  ]);
});
