import { azure } from '@sms-connectors/azure';
import { startAzureEmulator } from '@sms-connectors/azure/emulator';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { config } from './config.ts';

const { templates } = config;
const credentials = { subject: 'credentials', field: 'connectionString' };
const sender = { subject: 'sender', field: 'from' };

const emulator = await startAzureEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function verify(changes: Partial<Parameters<typeof azure>[0]> = {}, timeoutMs = 5000) {
  const given = { ...emulator.config, ...changes, templates };
  return azure(given, { baseUrl: emulator.url, timeoutMs }).verifyConfig?.();
}

test('asks for the phone numbers, and sends nothing', async () => {
  expect(await verify()).toEqual([
    { ...credentials, result: 'ok' },
    { ...sender, result: 'ok' },
  ]);
  expect(emulator.requests).toMatchObject([{ method: 'GET', path: '/phoneNumbers' }]);
  expect(emulator.messages).toEqual([]);
});

test('reports a wrong key', async () => {
  const connectionString = 'endpoint=https://contoso.communication.azure.com/;accesskey=b3RoZXI=';
  expect(await verify({ connectionString })).toEqual([
    { ...credentials, result: 'failed', code: 'unauthorized' },
    { ...sender, result: 'unknown' },
  ]);
});

test('reports a phone number of somebody else', async () => {
  expect(await verify({ from: '+14255550199' })).toEqual([
    { ...credentials, result: 'ok' },
    { ...sender, result: 'failed', code: 'sender_invalid' },
  ]);
});

test.each(['23456', 'CONTOSO'])('cannot check the sender %s', async (from) => {
  expect(await verify({ from })).toEqual([
    { ...credentials, result: 'ok' },
    { ...sender, result: 'unknown' },
  ]);
});

const { from } = emulator.config;

// https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/PhoneNumbers/stable/2025-06-01/examples/GetPhoneNumbers.json
test.each([
  ['outbound', 'ok'],
  ['inbound+outbound', 'ok'],
  ['inbound', 'failed'],
  ['none', 'failed'],
])('a phone number whose SMS capability is %s is %s', async (sms, result) => {
  const body = { phoneNumbers: [{ phoneNumber: from, capabilities: { calling: 'none', sms } }] };
  emulator.fail({ kind: 'answer', answer: { status: 200, body } });
  const code = result === 'failed' ? { code: 'sender_invalid' } : {};
  expect((await verify())?.[1]).toEqual({ ...sender, result, ...code });
});

test('does not know a phone number that may be on the next page', async () => {
  const body = { phoneNumbers: [], nextLink: '/phoneNumbers?skip=100&api-version=2025-06-01' };
  emulator.fail({ kind: 'answer', answer: { status: 200, body } });
  expect((await verify())?.[1]).toEqual({ ...sender, result: 'unknown' });
});

test.each([
  ['an internal error', { status: 500, body: '' }, 'provider_unavailable'],
  ['a missing permission', { status: 403, body: '' }, 'unauthorized'],
  ['too many requests', { status: 429, body: '' }, 'rate_limited'],
  ['HTML', { status: 200, body: '<html>' }, 'invalid_response'],
  ['something else', { status: 200, body: { numbers: [] } }, 'invalid_response'],
])('reports unknown after %s', async (_, answer, code) => {
  emulator.fail({ kind: 'answer', answer });
  expect(await verify()).toEqual([
    { ...credentials, result: 'unknown', code },
    { ...sender, result: 'unknown' },
  ]);
});

test('reports unknown if Azure does not answer', async () => {
  emulator.fail({ kind: 'hang' });
  expect((await verify({}, 200))?.[0]).toEqual({
    ...credentials,
    result: 'unknown',
    code: 'timeout',
  });
});
