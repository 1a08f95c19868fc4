import type { Http } from '@sms-connectors/core';
import { describeConnector, expectConnectorError } from '@sms-connectors/core/testing';
import { type SmsbaoConfig, smsbao } from '@sms-connectors/smsbao';
import { startSmsbaoEmulator } from '@sms-connectors/smsbao/emulator';
import { describe, expect, test } from 'vitest';
import { answers } from './documented-answers.ts';

const emulator = await startSmsbaoEmulator();
await emulator.close();

describeConnector({
  runner: { describe, test },
  connector: smsbao,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startSmsbaoEmulator,
  secretsInUrl: true,
  answers,
});

const templates: SmsbaoConfig['templates'] = [
  { usageType: 'Generic', content: '【短信宝】您的验证码是{{code}}。' },
];
const message = { usageType: 'Generic', payload: { code: '314159' } } as const;

test('numbers of mainland China go to one endpoint without the country code, others to another in E.164', async () => {
  await using running = await startSmsbaoEmulator();
  const config = { ...running.config, goodsId: 'G7', templates };
  const sms = smsbao(config, { baseUrl: running.url });
  await sms.send({ ...message, to: '+8613800138000' });
  await sms.send({ ...message, to: '+85251234567' });
  const { username: u, passwordOrApiKey: p } = running.config;
  const c = '【短信宝】您的验证码是314159。';
  expect(running.requests.map(({ path, query }) => [path, Object.fromEntries(query)])).toEqual([
    ['/sms', { u, p, g: 'G7', m: '13800138000', c }],
    ['/wsms', { u, p, m: '+85251234567', c }],
  ]);
  expect(running.messages.map(({ to }) => to)).toEqual(['+8613800138000', '+85251234567']);
});

test.each(['99', '0,1', 'OK', ''])('an answer of %j may have been sent', async (body) => {
  await using running = await startSmsbaoEmulator();
  const sms = smsbao({ ...running.config, templates }, { baseUrl: running.url });
  running.fail({ kind: 'answer', answer: { status: 200, body } });
  const error = await expectConnectorError(sms.send({ ...message, to: '+8613800138000' }));
  expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
});

test('a config of Logto’s connector is read unchanged', async () => {
  await using running = await startSmsbaoEmulator();
  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-smsbao-sms/src/types.ts
  const config: SmsbaoConfig = {
    username: running.config.username,
    passwordOrApiKey: running.config.passwordOrApiKey,
    goodsId: '7',
    templates: (['SignIn', 'Register', 'ForgotPassword', 'Generic'] as const).map((usageType) => ({
      usageType,
      content: '您的验证码是 {{code}}。',
    })),
  };
  const sms = smsbao(config, { baseUrl: running.url });
  await sms.send({ ...message, usageType: 'SignIn', to: '+8613800138000' });
  expect(running.messages).toHaveLength(1);
});

async function checks(body?: string, passwordOrApiKey?: string) {
  await using running = await startSmsbaoEmulator();
  if (body !== undefined) running.fail({ kind: 'answer', answer: { status: 200, body } });
  const config = { ...running.config, ...(passwordOrApiKey && { passwordOrApiKey }), templates };
  return await smsbao(config, { baseUrl: running.url }).verifyConfig?.();
}

describe('verifyConfig', () => {
  const credentials = { subject: 'credentials', field: 'passwordOrApiKey' };

  test('finds the credentials ok, and shows how many messages are left', async () => {
    expect(await checks()).toEqual([
      { ...credentials, result: 'ok' },
      { subject: 'balance', result: 'ok', detail: '999 SMS' },
    ]);
  });

  test('finds a wrong password, and no message left', async () => {
    const failed = { ...credentials, result: 'failed', code: 'unauthorized' };
    expect(await checks(undefined, 'wrong')).toEqual([failed]);
    expect(await checks('0\r\n12,0\r\n')).toContainEqual({
      subject: 'balance',
      result: 'failed',
      code: 'insufficient_balance',
      detail: '0 SMS',
    });
  });

  test.each(['0', '0\n12', '41', '<html>'])('knows nothing after %j', async (body) => {
    expect(await checks(body)).toEqual([{ ...credentials, result: 'unknown' }]);
  });

  test('asks the host that has the balance', async () => {
    const urls: string[] = [];
    const http: Http = async ({ url }) => {
      urls.push(url.replace(/\?.*/, ''));
      return { failure: 'network', sent: false };
    };
    const sms = smsbao({ ...emulator.config, templates }, { http });
    await sms.verifyConfig?.();
    await expectConnectorError(sms.send({ ...message, to: '+8613800138000' }));
    expect(urls).toEqual(['https://www.smsbao.com/query', 'https://api.smsbao.com/sms']);
  });
});
