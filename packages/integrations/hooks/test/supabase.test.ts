import { mock } from '@sms-connectors/mock';
import { supabase } from '@sms-connectors/hooks/supabase';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test, vi } from 'vitest';
import { describeHook } from './describe-hook.ts';

const key = btoa('a key of the tests, 32 bytes lon');
const secret = `v1,whsec_${key}`;
const url = 'https://example.com/hooks/supabase';
const templates = (['Generic', 'SignIn', 'Register'] as const).map((usageType) => ({
  usageType,
  content: 'Your code is {{code}}.',
}));
const user = { id: 'u-1', phone: '33612345678', phone_confirmed_at: '2026-01-01T00:00:00Z' };

/** https://supabase.com/docs/guides/auth/auth-hooks/send-sms-hook */
function event(changes: { user?: object; sms?: object; uuid?: string } = {}): object {
  return {
    metadata: {
      uuid: changes.uuid ?? crypto.randomUUID(),
      time: '2026-01-01T00:00:00Z',
      name: 'send-sms',
      ip_address: '192.0.2.7',
    },
    user: { ...user, ...changes.user },
    sms: { otp: '904172', phone: '33612345678', ...changes.sms },
  };
}

/** Signed by the library that Supabase's own documentation uses. */
function signed(body: object | string, { at = new Date(), by = key, headers = {} } = {}): Request {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const id = crypto.randomUUID();
  return new Request(url, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(by).sign(id, at, text),
      ...headers,
    },
  });
}

describeHook('Supabase', {
  connect: (options) => supabase({ secret, ...options }),
  request: (uuid) => signed(event(uuid === undefined ? {} : { uuid })),
  to: '+33612345678',
  code: '904172',
  secrets: [key],
  message: {
    usageType: 'SignIn',
    payload: { code: '904172' },
    requester: { ip: '192.0.2.7', userId: 'u-1' },
  },
  deadlineMs: 5000,
  audience: 'person',
  hasKeys: true,
  forged: {
    'without a signature': new Request(url, { method: 'POST', body: JSON.stringify(event()) }),
    'with the signature of another key': signed(event(), { by: btoa('another key of the tests') }),
    'with the signature of another body': signed(event(), { headers: { 'webhook-id': 'another' } }),
    'six minutes later': signed(event(), { at: new Date(Date.now() - 360_000) }),
    'with a body that is no JSON': signed('hello'),
    'without a code': signed(event({ sms: { otp: '' } })),
    'without a user': signed({ sms: { otp: '904172', phone: '33612345678' } }),
  },
  // https://github.com/supabase/auth/blob/master/internal/hooks/hookserrors/hookserrors.go
  isYes: ({ status, body }) =>
    status === 204 || (status === 200 && !('error' in (JSON.parse(body) as object))),
});

const factors = (status: string) => ({ factors: [{ phone: '33612345678', status }] });

async function sentFor(changes: Parameters<typeof event>[0], options = {}) {
  const sender = mock({ templates });
  await supabase({ secret, sender, ...options })(signed(event(changes)));
  return (await sender.inbox.list())[0];
}

describe('the usage type', () => {
  test.each([
    ['of a confirmed number', {}, 'SignIn'],
    ['of a number that is not confirmed', { user: { phone_confirmed_at: null } }, 'Register'],
    ['of a new number', { user: { new_phone: '33612345678' } }, 'BindNewIdentifier'],
    [
      'of a verified factor',
      { user: factors('verified'), sms: { sms_type: 'mfa' } },
      'MfaVerification',
    ],
    ['of a new factor', { user: factors('unverified'), sms: { sms_type: 'mfa' } }, 'BindMfa'],
    ['of a factor that is not there', { sms: { sms_type: 'mfa' } }, 'BindMfa'],
  ])('%s', async (_, changes, usageType) => {
    expect(await sentFor(changes)).toMatchObject({ usageType });
  });
});

test('the language is that of the user', async () => {
  const changes = { user: { user_metadata: { locale: 'fr_CA' } } };
  expect(await sentFor(changes)).toMatchObject({ locale: 'fr_CA' });
  expect(await sentFor(changes, { locale: () => 'pt-BR' })).toMatchObject({ locale: 'pt-BR' });
});

test('the expiry is that of the settings', async () => {
  const message = await sentFor({}, { lifetimeSeconds: 60 });
  const leftMs = Date.parse(message?.expiresAt ?? '') - Date.now();
  expect(leftMs).toBeGreaterThan(50_000);
  expect(leftMs).toBeLessThanOrEqual(60_000);
});

test('an error has the words for the person, in their language, and no Retry-After', async () => {
  const sender = mock({ templates });
  const handle = supabase({ secret, sender });
  const changes = { user: { user_metadata: { locale: 'fr' } }, sms: { phone: '12015550101' } };
  const response = await handle(signed(event(changes)));
  expect(response.status).toBe(200);
  expect(response.headers.get('retry-after')).toBeNull();
  expect(await response.json()).toEqual({
    error: { http_code: 422, message: expect.stringMatching(/numéro de téléphone/) },
  });
});

test('a secret is replaced while hooks arrive', async () => {
  const sender = mock({ templates });
  const other = btoa('the next key of the tests, longer');
  const handle = supabase({ secret: `v1,whsec_${other}|${secret}`, sender });
  expect((await handle(signed(event()))).status).toBe(200);
  expect((await handle(signed(event(), { by: other }))).status).toBe(200);
  const id = 'msg_1';
  const at = new Date();
  const text = JSON.stringify(event());
  const both = [other, key].map((by) => new Webhook(by).sign(id, at, text)).join(', ');
  const headers = { 'webhook-id': id, 'webhook-signature': both };
  expect((await handle(signed(text, { at, headers }))).status).toBe(200);
  expect(await sender.inbox.list()).toHaveLength(3);
});

test.each(['', 'v1,whsec_', 'v1,whsec_***', 'whsec_ä'])('the secret %j is refused', (bad) => {
  const sender = mock({ templates });
  expect(() => supabase({ secret: bad, sender })).toThrow(TypeError);
});

test('a request without a uuid, which somebody has recorded, is sent once', async () => {
  const sender = mock({ templates });
  const handle = supabase({ secret, sender });
  const request = signed({ user, sms: { otp: '904172', phone: '33612345678' } });
  for (const again of [request.clone(), request.clone(), request]) {
    expect((await handle(again)).status).toBe(200);
  }
  expect(await sender.inbox.list()).toHaveLength(1);
});

test('a recorded request is sent once, as long as its signature is believed', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const sender = mock({ templates });
    const handle = supabase({ secret, sender });
    // The clock of the platform may be five minutes ahead.
    const request = signed(event(), {
      at: new Date(Math.floor(Date.now() / 1000) * 1000 + 300_000),
    });
    vi.setSystemTime(Math.floor(Date.now() / 1000) * 1000);
    const statuses: number[] = [];
    for (let minute = 0; minute <= 11; minute += 1) {
      statuses.push((await handle(request.clone())).status);
      vi.setSystemTime(Date.now() + 60_000);
    }
    expect(statuses.slice(0, 11)).toEqual(Array.from({ length: 11 }, () => 200));
    expect(statuses[11]).toBe(401);
    expect(await sender.inbox.list()).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});
