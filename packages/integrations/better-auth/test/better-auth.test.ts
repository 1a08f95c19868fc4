import { smsTwoFactor } from '@sms-connectors/better-auth';
import {
  type AdapterOptions,
  ConnectorError,
  type ErrorCode,
  type Sender,
} from '@sms-connectors/core';
import { afterAll, describe, expect, test } from 'vitest';
import { describeAdapter } from '../../../../test/adapters/describe-adapter.ts';
import { startAuth } from './auth-server.ts';

const phoneNumber = '+33612345678';

function failing(code: ErrorCode, outcome: 'rejected' | 'unknown', retryAfterMs?: number): Sender {
  const facts = { code, outcome, retryAfterMs, provider: { id: 'scripted' } };
  return { id: 'scripted', send: () => Promise.reject(new ConnectorError(facts)) };
}

type Auth = Awaited<ReturnType<typeof startAuth>>;

async function signIn({ post, code }: Auth, number = phoneNumber): Promise<void> {
  await post('/phone-number/send-otp', { phoneNumber: number });
  const { status } = await post('/phone-number/verify', {
    phoneNumber: number,
    code: await code(),
  });
  expect(status).toBe(200);
}

// One instance for each deadline; what it sends with is that of the moment.
const instances = new Map<number | undefined, Auth>();
afterAll(async () => {
  for (const auth of instances.values()) await auth[Symbol.asyncDispose]();
});

async function instanceFor(now: { options: AdapterOptions }, timeoutMs?: number): Promise<Auth> {
  const known = instances.get(timeoutMs);
  if (known !== undefined) return known;
  const auth = await startAuth({
    sender: { id: 'switch', send: (...given) => now.options.sender.send(...given) },
    onError: (error) => now.options.onError?.(error),
    onEvent: (event) => now.options.onEvent?.(event),
    timeoutMs,
  });
  instances.set(timeoutMs, auth);
  return auth;
}

const now = {} as { options: AdapterOptions };
describeAdapter('Better Auth', {
  audience: 'person',
  ask: async (options) => {
    now.options = options;
    const { post, logged } = await instanceFor(now, options.timeoutMs);
    logged.length = 0;
    const { status, headers, body } = await post('/phone-number/send-otp', { phoneNumber });
    const seen = [body, [...headers], [...logged]];
    return { answer: status === 200 ? 'yes' : 'no', seen, read: JSON.stringify(body) };
  },
});

// Better Auth itself shows nothing of what its callback throws.
describeAdapter('the second factor of Better Auth', {
  audience: 'person',
  ask: async (options) => {
    const { sendOTP } = smsTwoFactor(options);
    const user = { id: 'u-1', phoneNumber, phoneNumberVerified: true, twoFactorEnabled: true };
    const ended: unknown = await Promise.resolve(
      sendOTP?.({ user, otp: '314159' } as never, undefined),
    ).catch((error: unknown) => error);
    return { answer: ended === undefined ? 'yes' : 'no', seen: [ended] };
  },
});

describe('a code', () => {
  test('signs up a new number, and signs in a known one', async () => {
    await using auth = await startAuth();
    const { post, code, texts, phone } = auth;
    const before = Date.now();
    expect(await post('/phone-number/send-otp', { phoneNumber })).toMatchObject({ status: 200 });
    const verified = await post('/phone-number/verify', { phoneNumber, code: await code() });
    expect(verified.body).toMatchObject({
      status: true,
      user: { phoneNumber, phoneNumberVerified: true },
    });
    auth.forgetCookies();
    await post('/phone-number/send-otp', { phoneNumber });
    expect(await texts()).toEqual([
      expect.stringMatching(/^Register: \d{6}$/),
      expect.stringMatching(/^SignIn: \d{6}$/),
    ]);
    const [first] = await phone.inbox.list();
    const lifetimeMs = Date.parse(first?.expiresAt ?? '') - before;
    expect(lifetimeMs).toBeGreaterThanOrEqual(300_000);
    expect(lifetimeMs).toBeLessThan(310_000);
  });

  test('signs in if nobody may sign up', async () => {
    await using auth = await startAuth({ signUpOnVerification: undefined });
    await auth.post('/phone-number/send-otp', { phoneNumber });
    expect(await auth.texts()).toEqual([expect.stringMatching(/^SignIn: /)]);
  });

  test('is in the language of the browser, or of the settings', async () => {
    await using auth = await startAuth();
    const headers = { 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.8' };
    await auth.post('/phone-number/send-otp', { phoneNumber }, headers);
    await using other = await startAuth({ locale: () => 'fr' });
    await other.post('/phone-number/send-otp', { phoneNumber });
    for (const { texts } of [auth, other]) {
      expect(await texts()).toEqual([expect.stringMatching(/\(fr\)/)]);
    }
  });

  test('verifies another number of a person who is signed in', async () => {
    await using auth = await startAuth();
    await signIn(auth);
    const other = '+33698765432';
    await auth.post('/phone-number/send-otp', { phoneNumber: other });
    const body = { phoneNumber: other, code: await auth.code(), updatePhoneNumber: true };
    expect(await auth.post('/phone-number/verify', body)).toMatchObject({
      body: { user: { phoneNumber: other } },
    });
    expect((await auth.texts()).at(-1)).toMatch(/^BindNewIdentifier: /);
    const [, last] = await auth.phone.inbox.list();
    expect(last?.requester).toEqual({ userId: expect.any(String) });
  });

  test('resets a password', async () => {
    await using auth = await startAuth();
    await signIn(auth);
    await auth.post('/phone-number/request-password-reset', { phoneNumber });
    expect((await auth.texts()).at(-1)).toMatch(/^ForgotPassword: /);
    const newPassword = 'a new password';
    const body = { phoneNumber, otp: await auth.code(), newPassword };
    expect(await auth.post('/phone-number/reset-password', body)).toMatchObject({ status: 200 });
    const signedIn = await auth.post('/sign-in/phone-number', {
      phoneNumber,
      password: newPassword,
    });
    expect(signedIn.status).toBe(200);
  });

  test('may be for what the application says', async () => {
    await using auth = await startAuth({
      usageType: (usual) => (usual === 'Register' ? 'Generic' : usual),
    });
    await auth.post('/phone-number/send-otp', { phoneNumber });
    expect(await auth.texts()).toEqual([expect.stringMatching(/^Generic: /)]);
  });

  test('lives as long as the settings say', async () => {
    await using auth = await startAuth({ expiresIn: 60 });
    const before = Date.now();
    await auth.post('/phone-number/send-otp', { phoneNumber });
    const [message] = await auth.phone.inbox.list();
    expect(Date.parse(message?.expiresAt ?? '') - before).toBeLessThan(65_000);
  });
});

describe('the second factor', () => {
  test('goes to the verified number', async () => {
    await using auth = await startAuth();
    const account = { email: 'zoe@example.invalid', password: 'a password of hers' };
    await auth.post('/sign-up/email', { ...account, name: 'Zoé' });
    await auth.post('/phone-number/send-otp', { phoneNumber });
    const update = { phoneNumber, code: await auth.code(), updatePhoneNumber: true };
    expect(await auth.post('/phone-number/verify', update)).toMatchObject({ status: 200 });
    expect(await auth.post('/two-factor/enable', { password: account.password })).toMatchObject({
      status: 200,
    });
    auth.forgetCookies();
    expect(await auth.post('/sign-in/email', account)).toMatchObject({
      body: { twoFactorRedirect: true },
    });
    expect(await auth.post('/two-factor/send-otp', {})).toMatchObject({ status: 200 });
    expect((await auth.texts()).at(-1)).toMatch(/^MfaVerification: /);
    expect(await auth.post('/two-factor/verify-otp', { code: await auth.code() })).toMatchObject({
      status: 200,
      body: { user: { email: account.email } },
    });
  });

  test('is not sent to a user without a verified number', async () => {
    await using auth = await startAuth();
    const account = { email: 'ana@example.invalid', password: 'a password of hers' };
    await auth.post('/sign-up/email', { ...account, name: 'Ana' });
    await auth.post('/two-factor/enable', { password: account.password });
    auth.forgetCookies();
    await auth.post('/sign-in/email', account);
    await auth.post('/two-factor/send-otp', {});
    expect(await auth.texts()).toEqual([]);
    expect(auth.errors).toMatchObject([{ code: 'invalid_recipient', outcome: 'rejected' }]);
  });
});

describe('a number', () => {
  test.each(['0612345678', '33612345678', '+33 6 12 34 56 78', 'zoe', '+0'])(
    'written as %j is refused, and nothing is sent',
    async (given) => {
      await using auth = await startAuth();
      expect(await auth.post('/phone-number/send-otp', { phoneNumber: given })).toMatchObject({
        status: 400,
        body: { code: 'INVALID_PHONE_NUMBER' },
      });
      expect(await auth.texts()).toEqual([]);
    },
  );
});

describe('a message that was', () => {
  test.each([
    ['invalid_recipient', 400, 'INVALID_PHONE_NUMBER'],
    ['opted_out', 400, 'INVALID_PHONE_NUMBER'],
    ['region_blocked', 400, 'INVALID_PHONE_NUMBER'],
    ['unauthorized', 503, 'SMS_NOT_SENT'],
    ['provider_unavailable', 503, 'SMS_NOT_SENT'],
    ['rate_limited', 429, 'SMS_RATE_LIMITED'],
  ] as const)('rejected with %s is %i %s', async (code, status, wanted) => {
    await using auth = await startAuth({ sender: failing(code, 'rejected', 30_000) });
    const answer = await auth.post('/phone-number/send-otp', { phoneNumber });
    expect(answer).toMatchObject({ status, body: { code: wanted, message: expect.any(String) } });
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '30' : null);
    expect(auth.errors).toMatchObject([{ code }]);
    expect(JSON.stringify([answer.body, auth.logged])).not.toContain('612345678');
  });

  test('perhaps sent has a code that works', async () => {
    const codes: string[] = [];
    const lost = failing('timeout', 'unknown');
    const sender: Sender = {
      id: 'scripted',
      send: (message) => {
        codes.push((message.payload as { code: string }).code);
        return lost.send(message);
      },
    };
    await using auth = await startAuth({ sender });
    await auth.post('/phone-number/send-otp', { phoneNumber });
    const body = { phoneNumber, code: codes[0] };
    expect(await auth.post('/phone-number/verify', body)).toMatchObject({ status: 200 });
  });

  test('rejected has words in the person’s language', async () => {
    await using auth = await startAuth({ sender: failing('invalid_recipient', 'rejected') });
    const headers = { 'accept-language': 'pt-BR' };
    const { body } = await auth.post('/phone-number/send-otp', { phoneNumber }, headers);
    expect(body['message']).toMatch(/número de telefone/);
  });

  test('rejected in the background is told to onError', async () => {
    await using auth = await startAuth({
      inBackground: true,
      sender: failing('unauthorized', 'rejected'),
    });
    expect(await auth.post('/phone-number/send-otp', { phoneNumber })).toMatchObject({
      status: 200,
    });
    await Promise.allSettled(auth.background);
    expect(auth.errors).toMatchObject([{ code: 'unauthorized' }]);
  });
});

test('ten failing sends, then one that works', async () => {
  let isDown = true;
  await using auth = await startAuth();
  await using other = await startAuth({
    sender: {
      id: 'flaky',
      send: (...given) => (isDown ? failing('network', 'rejected') : auth.phone).send(...given),
    },
  });
  for (let count = 0; count < 10; count += 1) {
    expect(await other.post('/phone-number/send-otp', { phoneNumber })).toMatchObject({
      status: 503,
    });
  }
  isDown = false;
  expect(await other.post('/phone-number/send-otp', { phoneNumber })).toMatchObject({
    status: 200,
  });
  const body = { phoneNumber, code: await auth.code() };
  expect(await other.post('/phone-number/verify', body)).toMatchObject({ status: 200 });
});
