import { ConnectorError, type ErrorCode, type Sender } from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import { smsPasswordless } from '@sms-connectors/supertokens';
import { sendSms } from 'supertokens-node/recipe/passwordless';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { describeAdapter } from '../../../../test/adapters/describe-adapter.ts';
import { codeLifetimeMs, startApp } from './supertokens-app.ts';

const app = await startApp();
const { post, use, errors } = app;
afterAll(app.close);
beforeEach(() => {
  errors.length = 0;
});

const phoneNumber = '+33612345678';
const device = { deviceId: 'device-1', preAuthSessionId: 'session-1' };

const newPhone = () =>
  mock({
    templates: [
      { usageType: 'SignIn', content: 'SignIn: {{code}} {{link}}' },
      { usageType: 'SignIn', locale: 'fr', content: 'SignIn (fr) : {{code}}' },
      { usageType: 'MfaVerification', content: 'MfaVerification: {{code}}' },
      { usageType: 'Generic', content: 'Generic: {{code}}' },
    ],
  });

function failing(code: ErrorCode, outcome: 'rejected' | 'unknown'): Sender {
  const facts = { code, outcome, provider: { id: 'scripted' } };
  return { id: 'scripted', send: () => Promise.reject(new ConnectorError(facts)) };
}

const calls = [
  ['a new code', '/signinup/code', { phoneNumber }],
  ['a code once more', '/signinup/code/resend', device],
] as const;

describeAdapter('SuperTokens', {
  audience: 'person',
  ask: async ({ sender, ...options }) => {
    use(sender, options);
    const { text, body } = await post('/signinup/code', { phoneNumber });
    return { answer: body['status'] === 'OK' ? 'yes' : 'no', seen: [text], read: text };
  },
});

describe.each(calls)('%s', (_, path, body) => {
  test('is sent with the code, the link and its lifetime', async () => {
    const phone = newPhone();
    use(phone);
    const before = Date.now();
    expect(await post(path, body)).toMatchObject({ status: 200, body: { status: 'OK' } });
    const [message] = await phone.inbox.list();
    expect(message).toMatchObject({
      to: phoneNumber,
      text: expect.stringMatching(
        /^SignIn: 314159 http:\/\/localhost:3000\/auth\/verify\?.*#link-code$/,
      ),
    });
    const lifetimeMs = Date.parse(message?.expiresAt ?? '') - before;
    expect(lifetimeMs).toBeGreaterThanOrEqual(codeLifetimeMs);
    expect(lifetimeMs).toBeLessThan(codeLifetimeMs + 10_000);
    expect(errors).toEqual([]);
  });

  test('is in the language of the browser', async () => {
    const phone = newPhone();
    use(phone);
    await post(path, body, 'fr-CA,fr;q=0.9');
    expect(await phone.inbox.list()).toMatchObject([{ text: 'SignIn (fr) : 314159' }]);
  });

  test('that was rejected is GENERAL_ERROR with words in the language of the person', async () => {
    use(failing('unauthorized', 'rejected'));
    expect(await post(path, body, 'pt-BR')).toMatchObject({
      status: 200,
      body: { status: 'GENERAL_ERROR', message: expect.stringMatching(/[ãçéêíóúá]/) },
    });
  });
});

test('a number that is none is refused by SuperTokens, and nothing is sent', async () => {
  const phone = newPhone();
  use(phone);
  expect(await post('/signinup/code', { phoneNumber: '0612345678' })).toMatchObject({
    body: { status: 'GENERAL_ERROR' },
  });
  expect(await phone.inbox.list()).toEqual([]);
});

test('the second factor is MfaVerification', async () => {
  const phone = newPhone();
  use(phone);
  await sendSms({
    type: 'PASSWORDLESS_LOGIN',
    isFirstFactor: false,
    phoneNumber,
    userInputCode: '271828',
    codeLifetime: codeLifetimeMs,
    preAuthSessionId: 'session-1',
    tenantId: 'public',
  });
  expect(await phone.inbox.list()).toMatchObject([{ text: 'MfaVerification: 271828' }]);
});

test('the options choose the usage type and the language', async () => {
  const phone = newPhone();
  const { smsDelivery } = smsPasswordless({
    sender: phone,
    usageType: (usual, { isFirstFactor }) => (isFirstFactor ? usual : 'SignIn'),
    locale: () => 'fr',
  });
  await smsDelivery.service.sendSms({
    type: 'PASSWORDLESS_LOGIN',
    isFirstFactor: false,
    phoneNumber,
    userInputCode: '271828',
    codeLifetime: codeLifetimeMs,
    preAuthSessionId: 'session-1',
    tenantId: 'public',
    userContext: {} as never,
  });
  expect(await phone.inbox.list()).toMatchObject([{ text: 'SignIn (fr) : 271828' }]);
});
