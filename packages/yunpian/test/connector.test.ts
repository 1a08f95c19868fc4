import { describeConnector, expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import { startYunpianEmulator } from '@sms-connectors/yunpian/emulator';
import { type YunpianConfig, yunpian } from '@sms-connectors/yunpian';
import { answers } from './documented-answers.ts';
import { webhooks } from './documented-webhooks.ts';

const emulator = await startYunpianEmulator();
await emulator.close();

describeConnector({
  runner: { describe, test },
  connector: yunpian,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startYunpianEmulator,
  answers,
  deliveryReports: { webhooks, proof: ['?token'] },
});

const templates: YunpianConfig['templates'] = [
  { usageType: 'Generic', content: '【云片网】您的验证码是{{code}}。' },
];
const message = { usageType: 'Generic', payload: { code: '314159' } } as const;

describe('numbers', () => {
  test('of mainland China go out without the country code, others in E.164', async () => {
    await using running = await startYunpianEmulator();
    const sms = yunpian({ ...running.config, templates }, { baseUrl: running.url });
    await sms.send({ ...message, to: '+8613800138000' });
    await sms.send({ ...message, to: '+85251234567' });
    const sent = running.requests.map(({ body }) => new URLSearchParams(body).get('mobile'));
    expect(sent).toEqual(['13800138000', '+85251234567']);
    expect(running.messages.map(({ to }) => to)).toEqual(['+8613800138000', '+85251234567']);
  });

  test('abroad are refused before a request, unless the config allows them', async () => {
    await using running = await startYunpianEmulator();
    const { apikey } = running.config;
    const sms = yunpian({ apikey, templates }, { baseUrl: running.url });
    const error = await expectConnectorError(sms.send({ ...message, to: '+85251234567' }));
    expect(error).toMatchObject({ code: 'region_blocked', outcome: 'rejected' });
    expect(error.message).toContain('enableInternational');
    expect(running.requests).toEqual([]);
    await sms.send({ ...message, to: '+8613800138000' });
    expect(running.messages).toHaveLength(1);
  });
});

test('the text goes out with its signature, and Yunpian’s count of segments comes back', async () => {
  await using running = await startYunpianEmulator();
  const sms = yunpian({ ...running.config, templates }, { baseUrl: running.url });
  const receipt = await sms.send({ ...message, to: '+8613800138000' });
  expect(running.messages[0]?.text).toBe('【云片网】您的验证码是314159。');
  expect(receipt).toMatchObject({ status: 'OK', provider: { id: 'yunpian', segments: 1 } });
});

test('an id of 64 bits stays exact', async () => {
  await using running = await startYunpianEmulator();
  const sms = yunpian({ ...running.config, templates }, { baseUrl: running.url });
  const body = '{"code":0,"msg":"发送成功","count":1,"sid":9223372036854775807}';
  running.fail({ kind: 'answer', answer: { status: 200, body } });
  const { messageId } = await sms.send({ ...message, to: '+8613800138000' });
  expect(messageId).toBe('9223372036854775807');
});

test('an accepted message without an id may have been sent', async () => {
  await using running = await startYunpianEmulator();
  const sms = yunpian({ ...running.config, templates }, { baseUrl: running.url });
  running.fail({ kind: 'answer', answer: { status: 200, body: { code: 0, msg: '发送成功' } } });
  const error = await expectConnectorError(sms.send({ ...message, to: '+8613800138000' }));
  expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
});

test('a config of Logto’s connector is read unchanged', async () => {
  await using running = await startYunpianEmulator();
  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-yunpian-sms/src/constant.ts
  const config: YunpianConfig = {
    apikey: running.config.apikey,
    templates: (['SignIn', 'Register', 'ForgotPassword', 'Generic'] as const).map((usageType) => ({
      usageType,
      content: '您的验证码是 {{code}}。',
    })),
    enableInternational: false,
    unsupportedCountriesMsg: 'Only numbers of mainland China.',
  };
  const sms = yunpian(config, { baseUrl: running.url });
  await sms.send({ ...message, usageType: 'SignIn', to: '+8613800138000' });
  expect(running.messages).toHaveLength(1);
});
