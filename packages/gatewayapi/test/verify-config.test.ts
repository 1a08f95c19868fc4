import { gatewayapi } from '@sms-connectors/gatewayapi';
import { startGatewayapiEmulator } from '@sms-connectors/gatewayapi/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const credentials = { subject: 'credentials', field: 'apiToken' };
const sender = { subject: 'sender', result: 'unknown', field: 'sender' };

const emulator = await startGatewayapiEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function verify(changes: Partial<Parameters<typeof gatewayapi>[0]> = {}, timeoutMs = 5000) {
  const config = { ...emulator.config, ...changes, templates };
  return gatewayapi(config, { baseUrl: emulator.url, timeoutMs }).verifyConfig?.();
}

test('asks for the credit, and sends nothing', async () => {
  expect(await verify()).toEqual([
    { ...credentials, result: 'ok' },
    { subject: 'balance', result: 'ok', detail: '100.00 EUR' },
    sender,
  ]);
  expect(emulator.requests).toMatchObject([
    {
      method: 'GET',
      path: '/rest/me',
      headers: { authorization: `Token ${emulator.config.apiToken}` },
    },
  ]);
  expect(emulator.messages).toHaveLength(0);
});

test.each([
  ['https://messaging.gatewayapi.com/mobile/single', 'https://gatewayapi.com/rest/me'],
  ['https://messaging.gatewayapi.eu/mobile/single', 'https://gatewayapi.eu/rest/me'],
  ['https://gatewayapi.eu/rest/mtsms', 'https://gatewayapi.eu/rest/me'],
] as const)('with the endpoint %s asks %s', async (endpoint, wanted) => {
  const config = { ...emulator.config, endpoint, templates };
  const urls = await attemptedUrls((http) => gatewayapi(config, { http }).verifyConfig?.());
  expect(urls).toEqual([wanted]);
});

test('reports a wrong token', async () => {
  expect(await verify({ apiToken: 'wrong' })).toEqual([
    { ...credentials, result: 'failed', code: 'unauthorized' },
    sender,
  ]);
});

// https://github.com/onlinecity/gatewayapi-docs/blob/master/docs/rest.rst
test.each([
  [{ credit: 1234.56, currency: 'DKK', id: 1 }, 'ok', '1234.56 DKK'],
  [{ credit: '1234.5600', currency: 'DKK', id: 1 }, 'ok', '1234.5600 DKK'],
  [{ credit: 0, currency: 'EUR', id: 1 }, 'failed', '0.00 EUR'],
])('the balance of an account with %o is %s', async (body, result, detail) => {
  emulator.fail({ kind: 'answer', answer: { status: 200, body } });
  const code = result === 'failed' ? { code: 'insufficient_balance' } : {};
  expect((await verify())?.[1]).toEqual({ subject: 'balance', result, detail, ...code });
});

test('reports a frozen account', async () => {
  emulator.fail({ kind: 'answer', answer: { status: 403, body: { code: '0x022A' } } });
  expect((await verify())?.[0]).toEqual({
    ...credentials,
    result: 'failed',
    code: 'account_suspended',
  });
});

describe('reports unknown', () => {
  test.each([
    ['an internal error', { status: 500, body: '' }, 'provider_unavailable'],
    ['too many requests', { status: 429, body: '' }, 'rate_limited'],
    ['HTML', { status: 200, body: '<html>' }, 'invalid_response'],
    ['something else', { status: 200, body: { credit: 10 } }, 'invalid_response'],
  ])('after %s', async (_, answer, code) => {
    emulator.fail({ kind: 'answer', answer });
    expect(await verify()).toEqual([{ ...credentials, result: 'unknown', code }, sender]);
  });

  test('for a credit that is none', async () => {
    const body = { credit: 'much', currency: 'EUR', id: 1 };
    emulator.fail({ kind: 'answer', answer: { status: 200, body } });
    expect((await verify())?.[1]).toEqual({ subject: 'balance', result: 'unknown' });
  });

  test('if GatewayAPI does not answer', async () => {
    emulator.fail({ kind: 'hang' });
    expect((await verify({}, 200))?.[0]).toEqual({
      ...credentials,
      result: 'unknown',
      code: 'timeout',
    });
  });
});
