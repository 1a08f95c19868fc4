import { readFileSync } from 'node:fs';
import path from 'node:path';
import Jsonnet from '@arakoodev/jsonnet';
import type { Message } from '@sms-connectors/core';
import { kratos, kratosBody } from '@sms-connectors/hooks/kratos';
import { describe, expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { recordingSender } from './recording-sender.ts';
import { basic, is2xx, posted, secret, withWrongCredentials } from './requests.ts';

const url = 'https://example.com/hooks/kratos';
const credentials = { user: 'hooks', password: secret };
const headers = basic('hooks', secret);

/**
 * What Kratos gives to its template, as courier/http_channel.go and courier/template/sms/login_code_valid.go declare it;
 * the header is one that a browser sends.
 */
const context = (changes: object = {}, data: object = {}): object => ({
  recipient: '+33612345678',
  subject: '',
  body: 'Your code is 904172',
  template_type: 'login_code_valid',
  message_type: 'sms',
  request_headers: { 'Accept-Language': ['fr-CA,fr;q=0.9'] },
  template_data: {
    to: '+33612345678',
    login_code: '904172',
    identity: { id: 'i-1', traits: { phone: '+33612345678', name: 'someone' } },
    request_url: 'https://example.com',
    transient_payload: {},
    expires_in_minutes: 15,
    ...data,
  },
  ...changes,
});

/** The body that Kratos makes with the template. */
function bodyFrom(ctx: object): Readonly<Record<string, unknown>> {
  const jsonnet = new Jsonnet();
  const body = jsonnet.evaluateSnippet(`(${kratosBody})(${JSON.stringify(ctx)})`);
  jsonnet.destroy();
  return JSON.parse(body) as Readonly<Record<string, unknown>>;
}

const body = bodyFrom(context());

describeHook('Kratos', {
  connect: (options) => kratos({ credentials, ...options }),
  request: (key = crypto.randomUUID()) => posted(url, { ...body, user_id: key }, headers),
  to: '+33612345678',
  code: '904172',
  secrets: [secret],
  message: {
    usageType: 'SignIn',
    payload: { code: '904172', text: 'Your code is 904172' },
    locale: 'fr-CA',
  },
  deadlineMs: 10_000,
  audience: 'queue',
  hasKeys: true,
  forged: {
    ...withWrongCredentials(url, body),
    'without a number': posted(url, { ...body, recipient: '' }, headers),
    'without a code or a text': posted(url, { recipient: '+33612345678' }, headers),
    'with a body that is no JSON': posted(url, 'hello', headers),
  },
  isYes: is2xx,
});

async function sentFor(ctx: object): Promise<Message | undefined> {
  const { sender, sent } = recordingSender();
  const handle = kratos({ credentials, sender });
  expect((await handle(posted(url, bodyFrom(ctx), headers))).status).toBe(200);
  return sent[0];
}

describe('the message for', () => {
  const none = { login_code: undefined };
  test.each([
    ['login_code_valid', {}, 'SignIn'],
    ['registration_code_valid', { ...none, registration_code: '904172' }, 'Register'],
    ['verification_code_valid', { ...none, verification_code: '904172' }, 'BindNewIdentifier'],
    // The key of its code is not recovery_code.
    ['recovery_code_valid', { ...none, verification_code: '904172' }, 'ForgotPassword'],
    ['a_type_of_tomorrow', {}, 'Generic'],
  ])('%s', async (type, data, usageType) => {
    const message = await sentFor(context({ template_type: type }, data));
    expect(message).toMatchObject({ usageType, payload: { code: '904172' } });
  });

  test('a notice has its text alone', async () => {
    const notice = {
      template_type: 'verifiable_address_changed',
      body: 'Your number was changed.',
      template_data: { to: '+33612345678', identity: null },
    };
    expect(await sentFor(context(notice))).toMatchObject({
      usageType: 'Generic',
      payload: { text: 'Your number was changed.' },
    });
  });
});

test('the expiry and the person are read', async () => {
  const message = await sentFor(context());
  const leftMs = new Date(message?.expiresAt ?? '').getTime() - Date.now();
  expect(leftMs).toBeGreaterThan(14 * 60_000);
  expect(leftMs).toBeLessThanOrEqual(15 * 60_000);
  expect(message?.requester).toEqual({ userId: 'i-1' });
});

test.each([
  ['of an older Kratos', undefined],
  ['without headers', null],
  ['without a language', {}],
])('a context %s has no language', async (_, requestHeaders) => {
  expect(await sentFor(context({ request_headers: requestHeaders }))).not.toHaveProperty(
    'locale',
    expect.any(String),
  );
});

test('the template passes on nothing else of the person', () => {
  expect(JSON.stringify(body)).not.toContain('someone');
});

test('the guide shows the template as it is', () => {
  const guide = path.join(
    import.meta.dirname,
    '../../../../docs/pages/connect-an-auth-platform.md',
  );
  expect(readFileSync(guide, 'utf8')).toContain(kratosBody);
});
