import { createHmac } from 'node:crypto';
import type { Message } from '@sms-connectors/core';
import { zitadel } from '@sms-connectors/hooks/zitadel';
import { describe, expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { recordingSender } from './recording-sender.ts';
import { is2xx, posted } from './requests.ts';

const url = 'https://example.com/hooks/zitadel';
const signingKey = 'a signing key of the tests';

interface Changes {
  readonly context?: object;
  readonly args?: object;
}

/** https://zitadel.com/docs/guides/manage/customize/notification-providers, with the keys of user_phone.go */
const event = ({ context = {}, args = { code: '904172' } }: Changes = {}): object => ({
  contextInfo: {
    eventType: 'session.otp.sms.challenged',
    provider: { id: '1', description: 'test' },
    recipientPhoneNumber: '+33612345678',
    ...context,
  },
  templateData: { text: '904172 is your code.' },
  args,
});

/** As pkg/actions/signing.go signs; Zitadel has no library for Node that does. */
function signatureOf(text: string, { at = Date.now(), by = signingKey } = {}): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${createHmac('sha256', by).update(`${seconds}.${text}`).digest('hex')}`;
}

const signed = (body: object | string, options = {}): Request => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return posted(url, text, { 'zitadel-signature': signatureOf(text, options) });
};

describeHook('Zitadel', {
  connect: (options) => zitadel({ signingKey, ...options }),
  request: (key = crypto.randomUUID()) => signed({ ...event(), key }),
  to: '+33612345678',
  code: '904172',
  secrets: [signingKey],
  message: {
    usageType: 'MfaVerification',
    payload: { code: '904172', text: '904172 is your code.' },
  },
  deadlineMs: 5000,
  audience: 'queue',
  hasKeys: true,
  forged: {
    'without a signature': posted(url, event()),
    'with an empty signature': posted(url, event(), { 'zitadel-signature': '' }),
    'with the signature of another key': signed(event(), { by: 'another key of the tests' }),
    'with the signature of another body': posted(url, event(), {
      'zitadel-signature': signatureOf('{}'),
    }),
    'six minutes later': signed(event(), { at: Date.now() - 360_000 }),
    'without a number': signed(event({ context: { recipientPhoneNumber: '' } })),
    'with a body that is no JSON': signed('hello'),
  },
  isYes: is2xx,
});

async function sentFor(changes: Changes): Promise<Message | undefined> {
  const { sender, sent } = recordingSender();
  await zitadel({ signingKey, sender })(signed(event(changes)));
  return sent[0];
}

describe('the usage type of', () => {
  test.each([
    ['session.otp.sms.challenged', 'MfaVerification'],
    ['user.human.mfa.otp.sms.code.added', 'MfaVerification'],
    ['user.human.phone.code.added', 'BindNewIdentifier'],
    ['user.human.password.code.added', 'ForgotPassword'],
    ['an.event.of.tomorrow', 'Generic'],
    [undefined, 'Generic'],
  ])('%s is %s', async (eventType, usageType) => {
    expect(await sentFor({ context: { eventType } })).toMatchObject({ usageType });
  });
});

test('the code of an OTP is read', async () => {
  expect(await sentFor({ args: { oTP: '904172' } })).toMatchObject({ payload: { code: '904172' } });
});

test('one of two signatures is enough, while the key is replaced', async () => {
  const text = JSON.stringify(event());
  const own = signatureOf(text);
  const other = signatureOf(text, { by: 'another key of the tests' }).split(',')[1] ?? '';
  const { sender, sent } = recordingSender();
  const handle = zitadel({ signingKey, sender });
  const [time, signature] = own.split(',');
  const header = [time, other, signature].join(',');
  expect((await handle(posted(url, text, { 'zitadel-signature': header }))).status).toBe(200);
  expect(sent).toHaveLength(1);
});

test('an empty signing key is refused', () => {
  const { sender } = recordingSender();
  expect(() => zitadel({ signingKey: '', sender })).toThrow(TypeError);
});
