import { twilioVerify } from '@sms-connectors/twilio-verify';
import {
  startTwilioVerifyEmulator,
  type TwilioVerifyAccount,
} from '@sms-connectors/twilio-verify/emulator';
import { twilioVerifications } from '@sms-connectors/twilio-verify/verifications';
import { expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', templateId: 'default' }] as const;
const other = '1'.repeat(32);

async function verify(overrides: object = {}, account: Partial<TwilioVerifyAccount> = {}) {
  await using emulator = await startTwilioVerifyEmulator({ account });
  const config = { ...emulator.config, templates: [...templates], ...overrides };
  const checks = await twilioVerify(config, { baseUrl: emulator.url }).verifyConfig?.();
  expect(emulator.messages).toEqual([]);
  expect(emulator.requests).toHaveLength(1);
  return checks;
}

const fine = { subject: 'credentials', result: 'ok', field: 'authToken' };

test('reports credentials and a service that are fine', async () => {
  expect(await verify()).toEqual([fine, { subject: 'sender', result: 'ok', field: 'serviceSID' }]);
});

test('reports an API key that is fine', async () => {
  const { apiKeySID, apiKeySecret } = (await startTwilioVerifyEmulator()).account;
  const checks = await verify({ apiKeySID, apiKeySecret, authToken: undefined });
  expect(checks?.[0]).toEqual({ ...fine, field: 'apiKeySecret' });
});

test('reports a wrong auth token', async () => {
  expect(await verify({ authToken: 'wrong' })).toEqual([
    { ...fine, result: 'failed', code: 'unauthorized' },
    { subject: 'sender', result: 'unknown', field: 'serviceSID' },
  ]);
});

test('reports a service that does not exist', async () => {
  expect(await verify({ serviceSID: `VA${other}` })).toEqual([
    { ...fine, result: 'unknown' },
    { subject: 'sender', result: 'failed', field: 'serviceSID', code: 'sender_invalid' },
  ]);
});

test('reports an account that is another', async () => {
  const { apiKeySID, apiKeySecret } = (await startTwilioVerifyEmulator()).account;
  const key = { apiKeySID, apiKeySecret, authToken: undefined };
  expect(await verify({ ...key, accountSID: `AC${other}` })).toContainEqual({
    subject: 'sender',
    result: 'failed',
    field: 'accountSID',
    code: 'invalid_config',
  });
});

test('reports a service without custom codes, if they are needed', async () => {
  const account = { isCustomCodeEnabled: false };
  expect(await verify({}, account)).toContainEqual({
    subject: 'sender',
    result: 'failed',
    field: 'serviceSID',
    code: 'invalid_config',
    detail: 'custom_code_enabled: false',
  });
  await using emulator = await startTwilioVerifyEmulator({ account });
  const secret = 'x'.repeat(32);
  await using codes = twilioVerifications(emulator.config, { secret, baseUrl: emulator.url });
  expect((await codes.verifyConfig()).map(({ result }) => result)).toEqual(['ok', 'ok']);
});

test('reports unknown if Twilio cannot be reached', async () => {
  await using emulator = await startTwilioVerifyEmulator();
  emulator.fail({ kind: 'reset' });
  const config = { ...emulator.config, templates: [...templates] };
  const checks = await twilioVerify(config, { baseUrl: emulator.url }).verifyConfig?.();
  expect(checks?.map(({ result }) => result)).toEqual(['unknown', 'unknown']);
});
