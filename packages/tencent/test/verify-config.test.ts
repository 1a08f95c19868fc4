import { tencent } from '@sms-connectors/tencent';
import {
  type TencentEmulatorOptions,
  startTencentEmulator,
} from '@sms-connectors/tencent/emulator';
import { expect, test } from 'vitest';

const templates = [{ usageType: 'Generic' as const, templateId: '1110' }];

async function verify(
  overrides: object = {},
  account: TencentEmulatorOptions['account'] = {},
  prepare: (emulator: Awaited<ReturnType<typeof startTencentEmulator>>) => void = () => undefined,
) {
  await using emulator = await startTencentEmulator({ account });
  prepare(emulator);
  const config = { ...emulator.config, templates, ...overrides };
  const checks = await tencent(config, { baseUrl: emulator.url }).verifyConfig?.();
  const actions = emulator.requests.map(({ headers }) => headers['x-tc-action']);
  expect(actions.length).toBeGreaterThan(0);
  expect(actions).not.toContain('SendSms');
  expect(emulator.messages).toEqual([]);
  return checks;
}

const key = { subject: 'credentials', field: 'accessKeySecret' };
const application = { subject: 'application', field: 'sdkAppId' };
const sender = { subject: 'sender', field: 'signName' };
const good = [key, application, sender].map((check) => ({ ...check, result: 'ok' }));
const [goodKey, goodApplication, goodSender] = good;
const unknown = [key, application, sender].map((check) => ({ ...check, result: 'unknown' }));
const [unknownKey, unknownApplication, unknownSender] = unknown;

test('reports a valid config', async () => {
  expect(await verify()).toEqual(good);
});

test('does not ask for signatures if the config has none', async () => {
  expect(await verify({ signName: undefined })).toEqual([goodKey, goodApplication]);
});

test.each([
  ['the SecretKey', { accessKeySecret: 'wrong' }, 'accessKeySecret'],
  ['the SecretId', { accessKeyId: 'AKIDother' }, 'accessKeyId'],
])('reports that %s is wrong', async (_, overrides, field) => {
  expect(await verify(overrides)).toEqual([
    { ...key, field, result: 'failed', code: 'unauthorized' },
    unknownApplication,
    unknownSender,
  ]);
});

test('reports an application of another account', async () => {
  expect(await verify({ sdkAppId: '1400000000' })).toEqual([
    goodKey,
    { ...application, result: 'failed', code: 'invalid_config' },
    goodSender,
  ]);
});

test('reports valid credentials even if they may not read', async () => {
  const Error = { Code: 'AuthFailure.UnauthorizedOperation', Message: 'Words' };
  const answer = { status: 200, body: { Response: { Error } } };
  expect(await verify({}, {}, ({ fail }) => fail({ kind: 'answer', answer }, 3))).toEqual([
    goodKey,
    unknownApplication,
    unknownSender,
  ]);
});

test.each([
  ['for the mainland', [{ name: 'Acme', area: 'mainland' }], goodSender],
  ['for everywhere else', [{ name: 'Acme', area: 'global' }], goodSender],
  [
    'that is not approved',
    [{ name: 'Acme', isApproved: false }],
    { ...sender, result: 'failed', code: 'sender_invalid' },
  ],
  [
    'of another name',
    [{ name: 'Acme Inc' }],
    { ...sender, result: 'failed', code: 'sender_invalid' },
  ],
  [
    'that may be one of too many',
    Array.from({ length: 100 }, (_, index) => ({ name: `Acme ${index}` })),
    unknownSender,
  ],
] as const)('reports a signature %s', async (_, signatures, wanted) => {
  expect(await verify({ signName: 'Acme' }, { signatures })).toEqual([
    goodKey,
    goodApplication,
    wanted,
  ]);
});

test('reports unknown if an individual cannot list signatures', async () => {
  expect(await verify({}, { isEnterprise: false })).toEqual([
    goodKey,
    goodApplication,
    unknownSender,
  ]);
});

test('reports unknown if the answers are not those of Tencent Cloud', async () => {
  for (const body of [
    '<html></html>',
    { Response: {} },
    { Response: { SendStatusStatistics: 1 } },
  ]) {
    const answer = { status: 200, body };
    const checks = await verify({}, {}, ({ fail }) => fail({ kind: 'answer', answer }, 3));
    expect(checks).toMatchObject(unknown);
  }
});

test('reports unknown if Tencent Cloud cannot be reached', async () => {
  expect(await verify({}, {}, ({ fail }) => fail({ kind: 'reset' }, 3))).toEqual([
    { ...unknownKey, code: 'network' },
    unknownApplication,
    unknownSender,
  ]);
});
