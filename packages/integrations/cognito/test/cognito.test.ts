import { inspect } from 'node:util';
import { CommitmentPolicy } from '@aws-crypto/client-node';
import { cognitoSmsSender, type CognitoSmsOptions } from '@sms-connectors/cognito';
import { decryptWith } from '@sms-connectors/cognito/aws-encryption-sdk';
import {
  ConnectorError,
  type ErrorCode,
  type Sender,
  type SendOptions,
} from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import type { CustomSMSSenderTriggerHandler } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { describeAdapter } from '../../../../test/adapters/describe-adapter.ts';
import { encrypt, eventOf, keyring, keyringOf } from './cognito-event.ts';

const usageTypes = ['Register', 'ForgotPassword', 'BindNewIdentifier', 'MfaVerification'] as const;

function setUp(options: Partial<CognitoSmsOptions> = {}) {
  const phone = mock({
    templates: [
      ...usageTypes.map((usageType) => ({ usageType, content: `${usageType}: {{code}}` })),
      { usageType: 'Generic', content: 'Generic: {{username}} {{code}}' },
      { usageType: 'Generic', locale: 'fr', content: 'Generic (fr) : {{username}} {{code}}' },
    ],
  });
  const errors: ConnectorError[] = [];
  const handler = cognitoSmsSender({
    sender: phone,
    decrypt: decryptWith(keyring),
    onError: (error) => errors.push(error),
    ...options,
  });
  return {
    // Is of the type that AWS publishes for such functions.
    handler: handler satisfies CustomSMSSenderTriggerHandler,
    phone,
    errors,
    texts: async () => (await phone.inbox.list()).map(({ text }) => text),
  };
}

function failing(code: ErrorCode, outcome: 'rejected' | 'unknown'): Sender {
  const facts = { code, outcome, provider: { id: 'scripted' } };
  return { id: 'scripted', send: () => Promise.reject(new ConnectorError(facts)) };
}

async function deadlineOf(timeoutMs?: number, remainingMs?: number) {
  const given: (SendOptions | undefined)[] = [];
  const lost = failing('timeout', 'unknown');
  const sender: Sender = {
    id: 'scripted',
    send: (message, options) => {
      given.push(options);
      return lost.send(message);
    },
  };
  const context =
    remainingMs === undefined ? undefined : { getRemainingTimeInMillis: () => remainingMs };
  const { handler } = setUp({ sender, timeoutMs });
  await handler(eventOf('SignUp', { code: await encrypt('314159') }), context);
  return given[0]?.timeoutMs;
}

describe('a message', () => {
  test.each([
    ['SignUp', 'Register'],
    ['ResendCode', 'Register'],
    ['ForgotPassword', 'ForgotPassword'],
    ['UpdateUserAttribute', 'BindNewIdentifier'],
    ['VerifyUserAttribute', 'BindNewIdentifier'],
    ['Authentication', 'MfaVerification'],
    ['AdminCreateUser', 'Generic'],
    ['SomethingNew', 'Generic'],
  ])('of %s is %s', async (source, usageType) => {
    const { handler, phone, errors } = setUp();
    await handler(eventOf(source, { code: await encrypt('314159') }));
    expect(await phone.inbox.list()).toMatchObject([
      {
        usageType,
        to: '+33612345678',
        payload: { code: '314159', username: 'zoe' },
        requester: { userId: 'user-1' },
      },
    ]);
    expect(errors).toEqual([]);
  });

  test('is decrypted with and without key commitment', async () => {
    const { handler, texts } = setUp();
    const policy = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT;
    await handler(eventOf('SignUp', { code: await encrypt('314159', policy) }));
    expect(await texts()).toEqual(['Register: 314159']);
  });

  test('of an invitation has the user name and the password as it was before Cognito escaped it', async () => {
    const { handler, texts } = setUp();
    const code = await encrypt('a&lt;b&gt;&amp;lt;&quot;&#39;1');
    await handler(eventOf('AdminCreateUser', { code }));
    expect(await texts()).toEqual([`Generic: zoe a<b>&lt;"'1`]);
  });

  test.each([
    ['of the client', { clientMetadata: { locale: 'fr' } }, {}],
    ['of the user', {}, { locale: 'fr_CA' }],
  ])('is in the language %s', async (_, request, attributes) => {
    const { handler, texts } = setUp();
    const code = await encrypt('314159');
    const userAttributes = { phone_number: '+33612345678', ...attributes };
    await handler(eventOf('AdminCreateUser', { code, userAttributes, ...request }));
    expect(await texts()).toEqual(['Generic (fr) : zoe 314159']);
  });

  test('is in the language and for the purpose that the options say', async () => {
    const { handler, texts } = setUp({ locale: () => 'fr', usageType: () => 'Generic' });
    await handler(eventOf('SignUp', { code: await encrypt('314159') }));
    expect(await texts()).toEqual(['Generic (fr) : zoe 314159']);
  });
});

describe('nothing is sent, and onError hears why,', () => {
  test.each([
    ['no number', 'invalid_recipient', { userAttributes: {} }],
    [
      'a number without +',
      'invalid_recipient',
      { userAttributes: { phone_number: '33612345678' } },
    ],
    ['no code', 'invalid_message', { code: null }],
  ])('for an event with %s', async (_, code, request) => {
    const { handler, texts, errors } = setUp();
    await handler(eventOf('SignUp', { code: await encrypt('314159'), ...request }));
    expect(errors).toMatchObject([{ code, outcome: 'rejected' }]);
    expect(await texts()).toEqual([]);
  });

  test('for an event of the e-mail sender', async () => {
    const { handler, texts, errors } = setUp();
    const event = eventOf('SignUp', { code: await encrypt('314159') });
    await handler({ ...event, triggerSource: 'CustomEmailSender_SignUp' });
    expect(errors).toMatchObject([{ code: 'invalid_message' }]);
    expect(await texts()).toEqual([]);
  });

  test.each([
    ['with another key', async () => encrypt('314159')],
    ['with nothing', async () => 'c3dvcmRmaXNo'],
    ['in another way than Base64', async () => '%'],
  ])('for a code encrypted %s, and Lambda may try again', async (_, code) => {
    const { handler, texts, errors } = setUp({ decrypt: decryptWith(keyringOf('other')) });
    const failed = handler(eventOf('SignUp', { code: await code() }));
    await expect(failed).rejects.toMatchObject({ retryable: true });
    expect(errors).toMatchObject([{ code: 'provider_unavailable', provider: { id: 'cognito' } }]);
    expect(await texts()).toEqual([]);
  });
});

const encrypted = encrypt('314159');

describeAdapter('Cognito', {
  audience: 'queue',
  deadlineMs: 3000,
  ask: async (options) => {
    const { handler } = setUp(options);
    const event = eventOf('SignUp', { code: await encrypted });
    const ended = await handler(event, { getRemainingTimeInMillis: () => 3000 }).catch(
      (error: unknown) => error,
    );
    return { answer: ended === undefined ? 'yes' : 'again', seen: [inspect(ended)] };
  },
});

describe('the deadline of a send', () => {
  test('is before that of the function, which is otherwise called again', async () => {
    expect(await deadlineOf()).toBe(10_000);
    expect(await deadlineOf(undefined, 900_000)).toBe(10_000);
    expect(await deadlineOf(undefined, 3000)).toBe(2500);
    expect(await deadlineOf(20_000, 30_000)).toBe(20_000);
    expect(await deadlineOf(20_000, 100)).toBe(1);
  });
});
