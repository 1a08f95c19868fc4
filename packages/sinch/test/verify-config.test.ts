import { sinch } from '@sms-connectors/sinch';
import { startSinchEmulator } from '@sms-connectors/sinch/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const credentials = { subject: 'credentials', field: 'apiToken' };
const sender = { subject: 'sender', result: 'unknown', field: 'from' };

const emulator = await startSinchEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function verify(changes: Partial<Parameters<typeof sinch>[0]> = {}, timeoutMs = 5000) {
  const config = { ...emulator.config, ...changes, templates };
  return sinch(config, { baseUrl: emulator.url, timeoutMs }).verifyConfig?.();
}

test('asks for a dry run, and sends nothing', async () => {
  expect(await verify()).toEqual([{ ...credentials, result: 'ok' }, sender]);
  const { servicePlanId, apiToken, from } = emulator.config;
  expect(emulator.requests).toMatchObject([
    {
      method: 'POST',
      path: `/xms/v1/${servicePlanId}/batches/dry_run`,
      headers: { authorization: `Bearer ${apiToken}` },
      body: JSON.stringify({ from, to: ['+12025550100'], body: '0' }),
    },
  ]);
  expect(emulator.messages).toHaveLength(0);
});

test.each([
  ['a wrong token', { apiToken: 'wrong' }],
  ['a token of another service plan', { servicePlanId: 'another' }],
])('reports %s', async (_, changes) => {
  expect(await verify(changes)).toEqual([
    { ...credentials, result: 'failed', code: 'unauthorized' },
    sender,
  ]);
});

test('reports a blocked account', async () => {
  const body = { code: 'blocked_account', text: 'Sinch’s words' };
  emulator.fail({ kind: 'answer', answer: { status: 403, body } });
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
    ['something else', { status: 200, body: { id: 'x' } }, 'invalid_response'],
  ])('after %s', async (_, answer, code) => {
    emulator.fail({ kind: 'answer', answer });
    expect((await verify())?.[0]).toEqual({ ...credentials, result: 'unknown', code });
  });

  test('if the config has no sender', async () => {
    expect((await verify({ from: undefined }))?.[0]).toEqual({
      ...credentials,
      result: 'unknown',
      code: 'invalid_message',
    });
  });

  test('if Sinch does not answer', async () => {
    emulator.fail({ kind: 'hang' });
    expect((await verify({}, 200))?.[0]).toEqual({
      ...credentials,
      result: 'unknown',
      code: 'timeout',
    });
  });
});
