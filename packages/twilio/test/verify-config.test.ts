import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator, type TwilioEmulatorOptions } from '@sms-connectors/twilio/emulator';
import { expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

async function verify(overrides: object = {}, account: TwilioEmulatorOptions['account'] = {}) {
  await using emulator = await startTwilioEmulator({ account });
  const config = { ...emulator.config, templates, ...overrides };
  const checks = await twilio(config, { baseUrl: emulator.url }).verifyConfig?.();
  expect(emulator.messages).toEqual([]);
  return checks;
}

const from = { fromMessagingServiceSID: undefined, from: '+15005550006' };

test('reports valid credentials, a usable number and the balance', async () => {
  expect(await verify(from)).toEqual([
    { subject: 'credentials', result: 'ok', field: 'authToken' },
    { subject: 'sender', result: 'ok', field: 'from' },
    { subject: 'balance', result: 'ok', detail: '12.50 USD' },
  ]);
});

test('reports a wrong auth token', async () => {
  expect(await verify({ authToken: 'wrong' })).toEqual([
    { subject: 'credentials', result: 'failed', field: 'authToken', code: 'unauthorized' },
    { subject: 'sender', result: 'unknown', field: 'fromMessagingServiceSID' },
    { subject: 'balance', result: 'unknown' },
  ]);
});

test('reports whether the messaging service exists', async () => {
  expect(await verify()).toContainEqual({
    subject: 'sender',
    result: 'ok',
    field: 'fromMessagingServiceSID',
  });
  expect(await verify({ fromMessagingServiceSID: `MG${'1'.repeat(32)}` })).toContainEqual({
    subject: 'sender',
    result: 'failed',
    field: 'fromMessagingServiceSID',
    code: 'sender_invalid',
  });
});

test('asks for the messaging service in the region of the account', async () => {
  await using emulator = await startTwilioEmulator();
  const place = { region: 'ie1', edge: 'dublin' } as const;
  const config = { ...emulator.config, ...place, templates };
  const urls = await attemptedUrls((http) => twilio(config, { http }).verifyConfig?.());
  const { accountSID, fromMessagingServiceSID } = emulator.config;
  const account = `https://api.dublin.ie1.twilio.com/2010-04-01/Accounts/${accountSID}`;
  expect(urls.toSorted()).toEqual([
    `${account}.json`,
    `${account}/Balance.json`,
    `https://messaging.dublin.ie1.twilio.com/v1/Services/${fromMessagingServiceSID}`,
  ]);
});

test('reports unknown if the answers are empty', async () => {
  await using emulator = await startTwilioEmulator();
  const sms = twilio(
    { ...emulator.config, ...from, templates },
    { http: async () => ({ status: 200, headers: {}, body: '{}' }) },
  );
  expect((await sms.verifyConfig?.())?.map(({ result }) => result)).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('reports a number that the account does not own', async () => {
  expect(await verify({ ...from, from: '+15005550007' })).toContainEqual({
    subject: 'sender',
    result: 'failed',
    field: 'from',
    code: 'sender_invalid',
  });
});

test('reports an account that is on trial, suspended or empty', async () => {
  expect(await verify({}, { type: 'Trial' })).toContainEqual({
    subject: 'sandbox',
    result: 'ok',
    detail: 'Trial',
  });
  expect(await verify({}, { status: 'suspended' })).toContainEqual({
    subject: 'credentials',
    result: 'failed',
    field: 'accountSID',
    code: 'account_suspended',
  });
  expect(await verify({}, { balance: '-0.01' })).toContainEqual({
    subject: 'balance',
    result: 'failed',
    code: 'insufficient_balance',
    detail: '-0.01 USD',
  });
});

test('reports unknown if Twilio cannot be reached', async () => {
  await using emulator = await startTwilioEmulator();
  emulator.fail({ kind: 'reset' }, 3);
  const sms = twilio({ ...emulator.config, templates }, { baseUrl: emulator.url });
  expect(await sms.verifyConfig?.()).toEqual([
    { subject: 'credentials', result: 'unknown', field: 'authToken', code: 'network' },
    { subject: 'sender', result: 'unknown', field: 'fromMessagingServiceSID' },
    { subject: 'balance', result: 'unknown' },
  ]);
});
