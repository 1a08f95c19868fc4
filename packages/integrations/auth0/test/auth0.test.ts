import {
  auth0PhoneAction,
  type Auth0PhoneOptions,
  phoneActionFromSecret,
} from '@sms-connectors/auth0';
import { ConnectorError, type ErrorCode, type Sender } from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import { describe, expect, test } from 'vitest';
import { describeAdapter } from '../../../../test/adapters/describe-adapter.ts';
import { eventOf, recordingApi } from './phone-event.ts';

const usageTypes = ['MfaVerification', 'BindMfa', 'ForgotPassword'] as const;

const newPhone = () =>
  mock({
    templates: [
      ...usageTypes.map((usageType) => ({ usageType, content: `${usageType}: {{code}}` })),
      { usageType: 'MfaVerification', locale: 'fr', content: 'MfaVerification (fr) : {{code}}' },
      { usageType: 'Generic', content: '{{text}}', withoutCode: true },
    ],
  });

function failing(code: ErrorCode, outcome: 'rejected' | 'unknown', detail?: string): Sender {
  const facts = { code, outcome, detail, provider: { id: 'scripted' } };
  return { id: 'scripted', send: () => Promise.reject(new ConnectorError(facts)) };
}

const configWith = (content: string): string =>
  JSON.stringify({ templates: [{ usageType: 'Generic', content }] });

async function decide(
  sender: Sender,
  notification: Parameters<typeof eventOf>[0] = {},
  options: Auth0PhoneOptions = {},
) {
  const { api, calls } = recordingApi();
  const errors: ConnectorError[] = [];
  await auth0PhoneAction(sender, { onError: (error) => errors.push(error), ...options })(
    eventOf(notification),
    api,
  );
  return { calls, errors };
}

describe('a message', () => {
  test.each([
    ['otp_verify', 'MfaVerification: 314159'],
    ['otp_enroll', 'BindMfa: 314159'],
    ['change_password', 'ForgotPassword: 314159'],
    ['something_new', 'Shop: 314159'],
  ])('of the type %s is %j', async (message_type, text) => {
    const phone = newPhone();
    expect(await decide(phone, { message_type })).toEqual({ calls: [], errors: [] });
    expect(await phone.inbox.list()).toMatchObject([
      {
        to: '+33612345678',
        text,
        requester: { ip: '192.0.2.1', userId: 'auth0|1' },
      },
    ]);
  });

  test.each(['blocked_account', 'password_breach'])(
    'of the type %s has no code, and is the text of Auth0',
    async (message_type) => {
      const phone = newPhone();
      const notification = { message_type, code: undefined, as_text: 'Your account is blocked.' };
      expect(await decide(phone, notification)).toMatchObject({ calls: [] });
      expect(await phone.inbox.list()).toMatchObject([{ text: 'Your account is blocked.' }]);
    },
  );

  test('is in the language of Auth0', async () => {
    const phone = newPhone();
    await decide(phone, { locale: 'fr_CA' });
    expect(await phone.inbox.list()).toMatchObject([{ text: 'MfaVerification (fr) : 314159' }]);
  });

  test('is for what the options say', async () => {
    const phone = newPhone();
    await decide(phone, {}, { usageType: () => 'Generic' });
    expect(await phone.inbox.list()).toMatchObject([{ usageType: 'Generic' }]);
  });
});

describeAdapter('Auth0', {
  audience: 'queue',
  // https://auth0.com/docs/customize/actions/limitations
  deadlineMs: 20_000,
  ask: async ({ sender, ...options }) => {
    const { api, calls } = recordingApi();
    await auth0PhoneAction(sender, options)(eventOf(), api);
    const decision = calls.at(-1)?.[0] ?? 'sent';
    return {
      answer: ({ sent: 'yes', retry: 'again', drop: 'no' } as const)[decision],
      seen: calls,
    };
  },
});

describe('Auth0 hears', () => {
  test.each([
    ['voice', { delivery_method: 'voice' }, 'Only text messages can be sent, not voice.'],
    ['a wrong number', { recipient: '0612345678' }, 'The recipient is no number in E.164.'],
  ])('drop for %s', async (_, notification, reason) => {
    const phone = newPhone();
    expect(await decide(phone, notification)).toMatchObject({ calls: [['drop', reason]] });
    expect(await phone.inbox.list()).toEqual([]);
  });

  test('no reason longer than it keeps', async () => {
    const { calls } = await decide(failing('unauthorized', 'rejected', 'x'.repeat(2000)));
    expect(calls[0]?.[1]).toHaveLength(1024);
  });
});

describe('an Action with its config in a secret', () => {
  test('makes the connector once for each config', async () => {
    const made: Sender[] = [];
    const action = phoneActionFromSecret((config) => {
      const phone = mock(config);
      made.push(phone);
      return phone;
    });
    const { api, calls } = recordingApi();
    for (const content of ['{{code}}', '{{code}}', 'Code: {{code}}']) {
      await action({ ...eventOf(), secrets: { SMS_CONFIG: configWith(content) } }, api);
    }
    expect(calls).toEqual([]);
    expect(made).toHaveLength(2);
  });

  test.each([
    ['missing', {}, /SMS_CONFIG is missing/],
    ['no JSON', { SMS_CONFIG: 'canary' }, /SMS_CONFIG is not valid. It is no JSON/],
    ['not of the connector', { SMS_CONFIG: '{"canary":"canary"}' }, /SMS_CONFIG is not valid/],
  ])('drops a message if it is %s', async (_, secrets, reason) => {
    const action = phoneActionFromSecret((config) => mock(config));
    const { api, calls } = recordingApi();
    await action({ ...eventOf(), secrets }, api);
    expect(calls).toEqual([['drop', expect.stringMatching(reason)]]);
    expect(calls[0]?.[1]).not.toContain('"canary"');
  });
});
