import { plivo } from '@sms-connectors/plivo';
import type { Emulator } from '@sms-connectors/core/testing';
import { type PlivoAccount, startPlivoEmulator } from '@sms-connectors/plivo/emulator';
import { describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const credentials = { subject: 'credentials', field: 'authToken' };
const unknownBalance = { subject: 'balance', result: 'unknown' };

async function verify(
  account: Partial<PlivoAccount> = {},
  config: Partial<Parameters<typeof plivo>[0]> = {},
  prepare: (emulator: Awaited<ReturnType<typeof startPlivoEmulator>>) => void = () => {},
) {
  await using emulator = await startPlivoEmulator({ account });
  prepare(emulator);
  const sms = plivo({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
  const checks = await sms.verifyConfig?.({ timeoutMs: 1000 });
  const paths = emulator.requests.map(({ method, path }) => `${method} ${path}`).toSorted();
  expect(emulator.messages).toEqual([]);
  return { checks, paths };
}

const owner = '/v1/Account/MA0123456789ABCDEFGH';

test('asks for the account and the number, and sends nothing', async () => {
  const { checks, paths } = await verify();
  expect(checks).toEqual([
    { ...credentials, result: 'ok' },
    { subject: 'balance', result: 'ok', detail: '100.00000 USD' },
    { subject: 'sender', field: 'from', result: 'ok' },
  ]);
  expect(paths).toEqual([`GET ${owner}/`, `GET ${owner}/Number/12025550100/`]);
});

test('asks for the Powerpack, if that is the sender', async () => {
  const powerpackUUID = '86bbb125-97bb-4d72-89fd-81d5c515b015';
  const { checks, paths } = await verify({}, { from: undefined, powerpackUUID });
  expect(checks).toContainEqual({ subject: 'sender', field: 'powerpackUUID', result: 'ok' });
  expect(paths).toEqual([`GET ${owner}/`, `GET ${owner}/Powerpack/${powerpackUUID}/`]);
});

test('reports wrong credentials, and unknown for the rest', async () => {
  const { checks } = await verify({}, { authToken: 'wrong' });
  expect(checks).toEqual([
    { ...credentials, result: 'failed', code: 'unauthorized' },
    unknownBalance,
    { subject: 'sender', field: 'from', result: 'unknown' },
  ]);
});

describe('a subaccount that may not read the account', () => {
  const authId = 'SA0123456789ABCDEFGH';
  const mayNotRead = ({ fail }: Pick<Emulator, 'fail'>) =>
    fail({ kind: 'answer', answer: { status: 401, body: '' } }, 1, ({ path }) =>
      path.endsWith(`${authId}/`),
    );

  test('has good credentials if it may read its number', async () => {
    const { checks } = await verify({ authId }, {}, mayNotRead);
    expect(checks).toEqual([
      { ...credentials, result: 'ok' },
      unknownBalance,
      { subject: 'sender', field: 'from', result: 'ok' },
    ]);
  });

  test('has unknown credentials otherwise', async () => {
    const { checks } = await verify({ authId }, { from: 'Acme' }, mayNotRead);
    expect(checks?.[0]).toEqual({ ...credentials, result: 'unknown', code: 'unauthorized' });
  });
});

test.each([
  ['prepaid', false, 0, { result: 'failed', code: 'insufficient_balance' }],
  ['prepaid', true, 0, { result: 'ok' }],
  ['postpaid', false, -12.5, { result: 'ok' }],
  ['postpaid', false, 3, { result: 'ok' }],
] as const)('a %s account with recharging %s and %d dollars', async (...account) => {
  const [billingMode, autoRecharge, cashCredits, result] = account;
  const { checks } = await verify({ billingMode, autoRecharge, cashCredits });
  const detail = `${cashCredits.toFixed(5)} USD`;
  expect(checks).toContainEqual({ subject: 'balance', detail, ...result });
});

test('says that an account is on trial', async () => {
  const { checks } = await verify({ type: 'developer' });
  expect(checks).toContainEqual({ subject: 'sandbox', result: 'ok', detail: 'Trial' });
});

test.each<[string, Partial<PlivoAccount>, object, object]>([
  [
    'a number that cannot send SMS',
    { numbers: { '+12025550100': false } },
    {},
    { field: 'from', result: 'failed', code: 'sender_invalid' },
  ],
  // Plivo sends from some numbers that are not in the account.
  ['a number of others', {}, { from: '+12025550199' }, { field: 'from', result: 'unknown' }],
  ['a name', {}, { from: 'Acme' }, { field: 'from', result: 'unknown' }],
  [
    'no such Powerpack',
    {},
    { from: undefined, powerpackUUID: '11111111-1111-4111-8111-111111111111' },
    { field: 'powerpackUUID', result: 'failed', code: 'sender_invalid' },
  ],
])('the sender: %s', async (_, account, config, expected) => {
  const { checks } = await verify(account, config);
  expect(checks).toContainEqual({ subject: 'sender', ...expected });
});

describe('reports unknown', () => {
  test.each([
    ['an internal error', { status: 500, body: '' }, 'provider_unavailable'],
    ['too many requests', { status: 429, body: '' }, 'rate_limited'],
    ['a refusal that is not about the token', { status: 403, body: '' }, 'unauthorized'],
    ['HTML', { status: 200, body: '<html>' }, 'invalid_response'],
  ])('after %s', async (_, answer, code) => {
    const { checks } = await verify({}, { from: 'Acme' }, ({ fail }) =>
      fail({ kind: 'answer', answer }, Infinity),
    );
    expect(checks).toEqual([
      { ...credentials, result: 'unknown', code },
      unknownBalance,
      { subject: 'sender', field: 'from', result: 'unknown' },
    ]);
  });

  test.each([[undefined], [100], ['a lot']])('for credits that are %o', async (credits) => {
    const body = { account_type: 'standard', cash_credits: credits };
    const { checks } = await verify({}, { from: 'Acme' }, ({ fail }) =>
      fail({ kind: 'answer', answer: { status: 200, body } }),
    );
    expect(checks).toContainEqual(unknownBalance);
  });
});
