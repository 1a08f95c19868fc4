import { setTimeout as delay } from 'node:timers/promises';
import { expectConnectorError } from '@sms-connectors/core/testing';
import {
  startTwilioVerifyEmulator,
  type TwilioVerifyAccount,
  type TwilioVerifyEmulator,
} from '@sms-connectors/twilio-verify/emulator';
import {
  type TwilioVerifications,
  twilioVerifications,
  type TwilioVerificationsConfig,
  type TwilioVerificationsOptions,
} from '@sms-connectors/twilio-verify/verifications';
import type { StartResult, Verifications } from '@sms-connectors/verify';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const secret = 'a-secret-of-the-application-only-0';
const to = '+33612345678';
const request = { to, usageType: 'SignIn' } as const;

let emulator: TwilioVerifyEmulator;
beforeEach(async () => {
  emulator = await startTwilioVerifyEmulator();
});
afterEach(async () => {
  vi.useRealTimers();
  await emulator.close();
});

/** One process of an application. */
function makeCodes(
  options: Partial<TwilioVerificationsOptions> = {},
  config: Partial<TwilioVerificationsConfig> = {},
): TwilioVerifications {
  const given = { secret, baseUrl: emulator.url, resendAfterSeconds: 0, ...options };
  return twilioVerifications({ ...emulator.config, ...config }, given);
}

async function restart(account: Partial<TwilioVerifyAccount>): Promise<void> {
  await emulator.close();
  emulator = await startTwilioVerifyEmulator({ account });
}

async function started(codes: Verifications, change: object = {}) {
  return begun(await codes.start({ ...request, ...change }));
}

function begun(result: StartResult) {
  if (result.status !== 'started') throw new Error(`not started, but ${result.status}`);
  return result;
}

const codeOf = (index = -1) => /\d{4,}/.exec(emulator.messages.at(index)?.text ?? '')?.[0] ?? '';
const sid = (index = -1) => emulator.messages.at(index)?.messageId ?? '';

/** So many wrong codes, none of them twice. */
function wrongCodes(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    String((Number(codeOf()) + 1 + index) % 1_000_000).padStart(6, '0'),
  );
}

function laterBy(seconds: number): void {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + seconds * 1000);
}

function answerOf(status: number, code: number) {
  const body = { code, message: `Words about ${to}`, status, more_info: '' };
  return { kind: 'answer', answer: { status, body } } as const;
}

function approvalOfAnother() {
  const body = { sid: `VE${'9'.repeat(32)}`, to, status: 'approved' };
  return { kind: 'answer', answer: { status: 201, body } } as const;
}

async function durationOf(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call();
  return performance.now() - startedAt;
}

function withoutId(key: string, value: unknown): unknown {
  return key === 'id' ? String(value).length : value;
}

/** What an attacker may see of a number, without the texts that are random. */
async function seenOf(codes: Verifications, known: boolean): Promise<string> {
  const first = await started(codes, { known });
  const second = await started(codes, { known });
  const other = await started(codes, { known, to: '+33612345670' });
  const results: unknown[] = [first, second, other];
  results.push(first.expiresAt.getTime() === second.expiresAt.getTime());
  for (const code of ['000001', '000002', '000003', '000004', '000005', '000006']) {
    results.push(await codes.check({ id: first.id, code }));
  }
  const { id } = other;
  results.push(
    await codes.resend({ id: second.id }),
    await codes.cancel({ id: first.id }),
    await codes.resend({ id }),
    await codes.resend({ id }),
    await codes.check({ id, code: '000001' }),
    await codes.cancel({ id }),
    await codes.check({ id, code: '000001' }),
  );
  return JSON.stringify(results, withoutId).replaceAll(
    /"\d{4}-[^"]+"/g,
    (time) => `${time.length}`,
  );
}

test('a code that Twilio makes is approved once', async () => {
  const codes: Verifications = makeCodes();
  const result = await started(codes, { locale: 'fr-FR' });
  expect(result).toMatchObject({ outcome: 'accepted', expiresAt: expect.any(Date) });
  const parameters = Object.fromEntries(new URLSearchParams(emulator.requests[0]?.body));
  expect(parameters).toEqual({ To: to, Channel: 'sms', Locale: 'fr' });
  const { id } = result;
  expect(await codes.check({ id, code: codeOf() })).toEqual({
    status: 'approved',
    to,
    usageType: 'SignIn',
  });
  expect(await codes.check({ id, code: codeOf() })).toEqual({ status: 'used' });
  // Whoever did not see it hears less, because Twilio forgets it.
  expect(await makeCodes().check({ id, code: codeOf() })).toEqual({ status: 'not_found' });
});

test('a code is read as people write it', async () => {
  const codes = makeCodes();
  const { id } = await started(codes);
  const arabic = codeOf().replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
  const entered = ` ${arabic.slice(0, 3)}-${arabic.slice(3)} `;
  expect(await codes.check({ id, code: entered })).toMatchObject({ status: 'approved' });
});

test('of simultaneous checks with the right code, one is approved', async () => {
  const codes = makeCodes();
  const { id } = await started(codes);
  const code = codeOf();
  const results = await Promise.all(Array.from({ length: 20 }, () => codes.check({ id, code })));
  expect(results.filter(({ status }) => status === 'approved')).toHaveLength(1);
  for (const { status } of results) expect(['approved', 'used', 'not_found']).toContain(status);
});

test('a check is approved although Twilio’s refusal of another arrives first', async () => {
  const codes = makeCodes({
    http: async ({ url, method, headers, body, timeoutMs }) => {
      const options = { method, headers, ...(body !== undefined && { body }) };
      const response = await fetch(url, { ...options, signal: AbortSignal.timeout(timeoutMs) });
      const text = await response.text();
      if (text.includes('"approved"')) await delay(100);
      return { status: response.status, headers: {}, body: text };
    },
  });
  const { id } = await started(codes);
  const code = codeOf();
  const results = await Promise.all([codes.check({ id, code }), codes.check({ id, code })]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['approved', 'not_found']);
});

test('if Twilio approved several, one would be approved all the same', async () => {
  const codes = makeCodes();
  const { id } = await started(codes);
  const code = codeOf();
  const body = { sid: sid(), to, status: 'approved' };
  emulator.fail({ kind: 'answer', answer: { status: 201, body } }, 20);
  const results = await Promise.all(Array.from({ length: 20 }, () => codes.check({ id, code })));
  expect(results.filter(({ status }) => status === 'approved')).toHaveLength(1);
});

describe('wrong codes', () => {
  test('count, and the fifth locks', async () => {
    const codes = makeCodes();
    const { id } = await started(codes);
    const results = [];
    for (const code of wrongCodes(5)) results.push(await codes.check({ id, code }));
    expect(results).toEqual([
      { status: 'wrong', attemptsLeft: 4 },
      { status: 'wrong', attemptsLeft: 3 },
      { status: 'wrong', attemptsLeft: 2 },
      { status: 'wrong', attemptsLeft: 1 },
      { status: 'locked' },
    ]);
    expect(await codes.check({ id, code: codeOf() })).toEqual({ status: 'locked' });
  });

  test('of several processes lock at Twilio', async () => {
    const { id } = await started(makeCodes());
    for (const code of wrongCodes(5)) {
      expect(await makeCodes().check({ id, code })).toEqual({ status: 'wrong', attemptsLeft: 4 });
    }
    expect(await makeCodes().check({ id, code: codeOf() })).toEqual({ status: 'locked' });
  });

  test('that no code of Twilio can be are not sent to it', async () => {
    const codes = makeCodes();
    const { id } = await started(codes);
    const hostile = [{ toString: 1 }, null, '1'.repeat(1e6)] as unknown as string[];
    for (const code of ['123', ...hostile]) {
      expect(await codes.check({ id, code })).toMatchObject({ status: 'wrong' });
    }
    expect(emulator.requests).toHaveLength(1);
  });

  test.each(['max_attempts_reached', 'canceled', 'expired', 'deleted', 'failed'])(
    'for a verification that is %s end it',
    async (status) => {
      const codes = makeCodes();
      const { id } = await started(codes);
      const body = { sid: sid(), to, status };
      emulator.fail({ kind: 'answer', answer: { status: 201, body } });
      const result = await codes.check({ id, code: '000000' });
      const wanted = { max_attempts_reached: 'locked', expired: 'expired' }[status] ?? 'not_found';
      expect(result).toEqual({ status: wanted });
    },
  );
});

describe('an id', () => {
  test('tells nothing, and is of one application and one service', async () => {
    const codes = makeCodes();
    const { id } = await started(codes);
    expect(id).toMatch(/^[\w-]+$/);
    const readable = Buffer.from(id, 'base64url').toString('latin1');
    for (const hidden of [to.slice(1), sid(), 'SignIn']) expect(readable).not.toContain(hidden);
    const code = codeOf();
    const others = [
      makeCodes({ secret: secret.toUpperCase() }),
      makeCodes({}, { serviceSID: `VA${'1'.repeat(32)}` }),
    ];
    for (const other of others) {
      expect(await other.check({ id, code })).toEqual({ status: 'not_found' });
    }
    expect(emulator.requests).toHaveLength(1);
    expect(await codes.check({ id, code })).toMatchObject({ status: 'approved' });
  });

  test.each([
    ['changed', (id: string) => `${id.slice(0, -2)}${id.endsWith('AA') ? 'BB' : 'AA'}`],
    ['cut', (id: string) => id.slice(0, 100)],
    ['empty', () => ''],
    ['very long', (id: string) => id.repeat(100)],
    ['a SID', () => sid()],
    ['no text', () => ({}) as string],
  ])('that is %s is not found, without asking Twilio', async (_, change) => {
    const codes = makeCodes();
    const { id } = await started(codes);
    const wrong = change(id);
    expect(await codes.check({ id: wrong, code: codeOf() })).toEqual({ status: 'not_found' });
    expect(await codes.resend({ id: wrong })).toEqual({ status: 'not_found' });
    expect(await codes.cancel({ id: wrong })).toEqual({ status: 'not_found' });
    expect(emulator.requests).toHaveLength(1);
  });

  test('made with an earlier secret is read', async () => {
    const { id } = await started(makeCodes());
    const codes = makeCodes({ secret: ['another-secret-that-is-newer-00000', secret] });
    expect(await codes.check({ id, code: codeOf() })).toMatchObject({ status: 'approved' });
  });
});

describe('resend', () => {
  test('sends the same code, whose end stays the same', async () => {
    const codes = makeCodes();
    const first = await started(codes);
    laterBy(60);
    const again = await codes.resend({ id: first.id });
    expect(again).toMatchObject({ status: 'resent', outcome: 'accepted' });
    expect(emulator.messages).toHaveLength(2);
    expect(codeOf(1)).toBe(codeOf(0));
    expect(again).toHaveProperty('expiresAt', first.expiresAt);
    expect(await codes.check({ id: first.id, code: codeOf() })).toMatchObject({
      status: 'approved',
    });
  });

  test('waits', async () => {
    const codes = makeCodes({ resendAfterSeconds: 30 });
    const { id, resendAt } = await started(codes);
    expect(await codes.resend({ id })).toEqual({ status: 'too_early', resendAt });
    expect(emulator.requests).toHaveLength(1);
    // Another process has to ask Twilio.
    const elsewhere = await makeCodes({ resendAfterSeconds: 30 }).resend({ id });
    expect(elsewhere).toMatchObject({ status: 'too_early' });
    expect(emulator.messages).toHaveLength(1);
    laterBy(31);
    expect(await codes.resend({ id })).toMatchObject({ status: 'resent' });
    expect(await makeCodes({ resendAfterSeconds: 30 }).resend({ id })).toMatchObject({
      status: 'too_early',
    });
    expect(emulator.messages).toHaveLength(2);
  });

  test('called twice at once sends once', async () => {
    const codes = makeCodes({ resendAfterSeconds: 1 });
    const { id } = await started(codes);
    laterBy(2);
    const results = await Promise.all([codes.resend({ id }), codes.resend({ id })]);
    expect(results.map(({ status }) => status)).toEqual(['resent', 'too_early']);
    expect(emulator.messages).toHaveLength(2);
  });

  test('ends after maxSends, in all processes', async () => {
    const codes = makeCodes({ maxSends: 2 });
    const { id } = await started(codes);
    expect(await codes.resend({ id })).toEqual(
      expect.objectContaining({ status: 'resent', resendAt: undefined }),
    );
    expect(await codes.resend({ id })).toEqual({ status: 'too_many' });
    expect(await makeCodes({ maxSends: 2 }).resend({ id })).toEqual({ status: 'too_many' });
    expect(emulator.messages).toHaveLength(2);
  });

  test('does not begin a new verification for one that has ended', async () => {
    const codes = makeCodes();
    const { id } = await started(codes);
    await codes.check({ id, code: codeOf() });
    expect(await codes.resend({ id })).toEqual({ status: 'used' });
    expect(await makeCodes().resend({ id })).toEqual({ status: 'not_found' });
    expect(emulator.messages).toHaveLength(1);
  });

  test('sends nothing if Twilio does not say whether it goes on', async () => {
    const codes = makeCodes();
    const { id } = await started(codes);
    emulator.fail({ kind: 'reset' });
    expect(await codes.resend({ id })).toEqual({ status: 'rejected', code: 'network' });
    expect(emulator.messages).toHaveLength(1);
    expect(await codes.resend({ id })).toMatchObject({ status: 'resent' });
  });
});

describe('time', () => {
  test('ends a verification', async () => {
    const codes = makeCodes();
    const { id, expiresAt } = await started(codes);
    laterBy(601);
    expect(expiresAt.getTime()).toBeLessThan(Date.now());
    expect(await codes.check({ id, code: codeOf() })).toEqual({ status: 'expired' });
    expect(await codes.resend({ id })).toEqual({ status: 'expired' });
    expect(await codes.cancel({ id })).toEqual({ status: 'expired' });
  });

  test('is that of the first message, which a second start sends again', async () => {
    const codes = makeCodes();
    const first = await started(codes);
    laterBy(120);
    const second = await started(codes);
    expect(second.expiresAt).toEqual(first.expiresAt);
    expect(codeOf(1)).toBe(codeOf(0));
  });

  test('is what Twilio’s support has set', async () => {
    await restart({ validitySeconds: 3600 });
    const codes = makeCodes({ lifetimeSeconds: 3600 });
    const { id } = await started(codes);
    laterBy(3000);
    expect(await codes.check({ id, code: codeOf() })).toMatchObject({ status: 'approved' });
  });
});

describe('cancel', () => {
  test('ends a verification, and the next has another code', async () => {
    const codes = makeCodes();
    const { id } = await started(codes);
    expect(await codes.cancel({ id })).toEqual({ status: 'canceled' });
    expect(emulator.requests.at(-1)).toMatchObject({ body: 'Status=canceled' });
    expect(await codes.check({ id, code: codeOf() })).toEqual({ status: 'not_found' });
    expect(await makeCodes().check({ id, code: codeOf() })).toEqual({ status: 'not_found' });
    expect(await makeCodes().resend({ id })).toEqual({ status: 'not_found' });
    await started(codes);
    expect(sid(1)).not.toBe(sid(0));
  });

  test('says what has ended it before', async () => {
    const codes = makeCodes();
    const { id } = await started(codes);
    await codes.check({ id, code: codeOf() });
    expect(await codes.cancel({ id })).toEqual({ status: 'used' });
    expect(await makeCodes().cancel({ id })).toEqual({ status: 'not_found' });
  });
});

describe('a start that Twilio refuses', () => {
  test.each([
    [60_205, 'unreachable_recipient'],
    [60_212, 'rate_limited'],
    [60_220, 'region_blocked'],
    [60_605, 'region_blocked'],
  ] as const)('with %i is rejected as %s', async (code, wanted) => {
    await restart({ refusedNumbers: { [to]: code } });
    expect(await makeCodes().start(request)).toEqual({ status: 'rejected', code: wanted });
  });

  test('because of five messages is limited', async () => {
    const codes = makeCodes();
    for (let count = 1; count <= 5; count += 1) await started(codes);
    const before = Date.now();
    const result = await codes.start(request);
    expect(result).toMatchObject({ status: 'limited' });
    const { retryAt } = result as { retryAt: Date };
    expect(retryAt.getTime() - before).toBeGreaterThan(590_000);
    expect(retryAt.getTime() - before).toBeLessThan(601_000);
  });

  test('with wrong credentials names them', async () => {
    const codes = makeCodes({}, { authToken: 'wrong' });
    expect(await codes.start(request)).toEqual({ status: 'rejected', code: 'unauthorized' });
  });

  test('is not made for what is no number', async () => {
    expect(await makeCodes().start({ ...request, to: '0612345678' })).toEqual({
      status: 'rejected',
      code: 'invalid_recipient',
    });
    expect(emulator.requests).toEqual([]);
  });

  test.each([
    ['a usage type that is none', { usageType: 'Signin' }],
    ['a payload that is too long', { payload: { device: 'x'.repeat(3000) } }],
    ['a payload that is not JSON', { payload: { device: 1n } }],
  ])('is not made for %s', async (_, change) => {
    const starting = makeCodes().start({ ...request, ...change } as typeof request);
    expect(await expectConnectorError(starting)).toMatchObject({
      code: 'invalid_message',
      outcome: 'rejected',
    });
    expect(emulator.requests).toEqual([]);
  });
});

/** The message goes out, and Twilio's answer is lost. */
async function startUnanswered(codes: Verifications) {
  const sending = codes.start(request);
  emulator.fail({ kind: 'slow', ms: 400 });
  return begun(await sending);
}

describe('a start without an answer', () => {
  test('lives on, and its code is right', async () => {
    const codes = makeCodes({ timeoutMs: 200 });
    const result = await startUnanswered(codes);
    expect(result.outcome).toBe('unknown');
    await vi.waitFor(() => expect(emulator.messages).toHaveLength(1));
    const { id } = result;
    const [wrong = ''] = wrongCodes(1);
    expect(await codes.check({ id, code: wrong })).toMatchObject({ status: 'wrong' });
    expect(await codes.check({ id, code: codeOf() })).toEqual({
      status: 'approved',
      to,
      usageType: 'SignIn',
    });
  });

  test('is sent again, and known from then on', async () => {
    const codes = makeCodes({ timeoutMs: 200 });
    const { id } = await startUnanswered(codes);
    await vi.waitFor(() => expect(emulator.messages).toHaveLength(1));
    const again = await codes.resend({ id });
    expect(again).toMatchObject({ status: 'resent', outcome: 'accepted' });
    expect(codeOf(1)).toBe(codeOf(0));
    const { id: newId } = again as { id: string };
    expect(await makeCodes().check({ id: newId, code: codeOf() })).toMatchObject({
      status: 'approved',
    });
  });

  test('is canceled here', async () => {
    const codes = makeCodes({ timeoutMs: 200 });
    const { id } = await startUnanswered(codes);
    expect(await codes.cancel({ id })).toEqual({ status: 'canceled' });
    await vi.waitFor(() => expect(emulator.messages).toHaveLength(1));
    expect(await codes.check({ id, code: codeOf() })).toEqual({ status: 'not_found' });
  });
});

describe('a check without an answer', () => {
  test.each([
    ['a reset', { kind: 'reset' } as const, 'network', 'unknown'],
    ['an outage', answerOf(503, 20_503), 'provider_unavailable', 'unknown'],
    ['too many requests', answerOf(429, 20_429), 'rate_limited', 'rejected'],
    ['wrong credentials', answerOf(401, 20_003), 'unauthorized', 'rejected'],
    [
      'nonsense',
      { kind: 'answer', answer: { status: 200, body: '[]' } } as const,
      'invalid_response',
      'unknown',
    ],
    ['another verification', approvalOfAnother(), 'invalid_response', 'unknown'],
  ])('because of %s throws, and approves nothing', async (_, fault, code, outcome) => {
    const codes = makeCodes();
    const { id } = await started(codes);
    emulator.fail(fault);
    const error = await expectConnectorError(codes.check({ id, code: codeOf() }));
    expect(error).toMatchObject({ code, outcome, provider: { id: 'twilio-verify' } });
    const shown = `${JSON.stringify(error)} ${error.stack} ${error.message}`;
    const { authToken } = emulator.account;
    for (const hidden of [to.slice(1), codeOf(), authToken, secret, id]) {
      expect(shown).not.toContain(hidden);
    }
    expect(await codes.check({ id, code: codeOf() })).toMatchObject({ status: 'approved' });
  });
});

describe('a number that the application does not know', () => {
  test('has the results of one that it knows, and gets no message', async () => {
    const options = { maxSends: 2 };
    const seen = await seenOf(makeCodes(options), true);
    expect(emulator.messages).toHaveLength(4);
    expect(await seenOf(makeCodes(options), false)).toBe(seen);
    expect(emulator.messages).toHaveLength(4);
    for (const status of ['wrong', 'locked', 'resent', 'too_many', 'canceled', 'not_found']) {
      expect(seen).toContain(`"${status}"`);
    }
  });

  test('is not told apart by what Twilio refuses', async () => {
    await restart({ refusedNumbers: { [to]: 60_205 } });
    const codes = makeCodes();
    const refused = await started(codes, { known: true });
    const unknown = await started(codes, { known: false, to: '+33612345679' });
    expect(Object.keys(refused)).toEqual(Object.keys(unknown));
    expect(refused.id).toHaveLength(unknown.id.length);
    for (const { id } of [refused, unknown]) {
      expect(await codes.check({ id, code: '123456' })).toEqual({
        status: 'wrong',
        attemptsLeft: 4,
      });
    }
  });

  test('is not told apart by a resend that Twilio does not answer', async () => {
    const codes = makeCodes();
    const { id } = await started(codes, { known: true });
    const decoy = await started(codes, { known: false, to: '+33612345679' });
    laterBy(60);
    emulator.fail(answerOf(503, 20_503), Infinity);
    const [one, other] = [await codes.resend({ id }), await codes.resend(decoy)];
    expect(one).toMatchObject({ status: 'resent', outcome: 'hidden' });
    expect(other).toMatchObject({ status: 'resent', outcome: 'hidden' });
  });

  test('takes as long as one that it knows', async () => {
    const codes = makeCodes();
    const slowMs = 400;
    // A timer may end a little early.
    const almost = slowMs - 10;
    emulator.fail({ kind: 'slow', ms: slowMs }, Infinity);
    const { id } = await started(codes, { known: true });
    await codes.check({ id, code: wrongCodes(1)[0] ?? '' });
    const unknown = { ...request, to: '+33612345679', known: false };
    expect(await durationOf(() => codes.start(unknown))).toBeGreaterThan(almost);
    const { id: decoy } = await started(codes, unknown);
    const checkOf = (code: string) => durationOf(() => codes.check({ id: decoy, code }));
    expect(await checkOf('12')).toBeLessThan(almost);
    expect(await checkOf('123456')).toBeGreaterThan(almost);
  });
});

test('templates are chosen by usage type and language', async () => {
  const templateId = `HJ${'0'.repeat(32)}`;
  const parameters = [{ name: 'code' }, { name: 'device' }];
  const codes = makeCodes(
    {},
    {
      templates: [
        { usageType: 'SignIn', templateId, parameters },
        { usageType: 'SignIn', templateId, parameters, locale: 'fr' },
      ],
    },
  );
  const { id } = await started(codes, { locale: 'fr', payload: { device: 'Pixel' } });
  const wanted = {
    TemplateSid: templateId,
    Locale: 'fr',
    TemplateCustomSubstitutions: '{"device":"Pixel"}',
  };
  expect(emulator.messages[0]?.parameters).toMatchObject(wanted);
  expect(emulator.messages[0]?.parameters).not.toHaveProperty('CustomCode');
  await codes.resend({ id });
  expect(emulator.messages[1]?.parameters).toMatchObject(wanted);
  expect(await codes.start({ ...request, usageType: 'Register' })).toEqual({
    status: 'rejected',
    code: 'template_not_found',
  });
});

test('events tell what happened, and nothing about the person', async () => {
  const events: object[] = [];
  const codes = makeCodes({ onEvent: (event) => events.push(event) });
  const { id } = await started(codes);
  await codes.resend({ id });
  const code = codeOf();
  await codes.check({ id, code });
  await started(codes, { known: false });
  const usageType = 'SignIn';
  const message = { usageType, sender: 'twilio-verify', outcome: 'accepted' };
  expect(events).toEqual([
    { type: 'verification_started', ...message },
    { type: 'verification_resent', ...message },
    { type: 'verification_checked', result: 'approved' },
    { type: 'verification_refused', usageType, reason: 'unknown_number' },
  ]);
});

test('a listener that throws changes nothing', async () => {
  const codes = makeCodes({
    onEvent: () => {
      throw new Error('of the listener');
    },
  });
  expect(await codes.start(request)).toMatchObject({ status: 'started' });
});

test.each([
  ['a short secret', { secret: 'short' }, 'secret'],
  ['no secret', { secret: [] }, 'secret'],
  ['a life that Twilio does not have', { lifetimeSeconds: 60 }, 'lifetimeSeconds'],
  ['more messages than Twilio sends', { maxSends: 6 }, 'maxSends'],
  ['a resend after the end', { resendAfterSeconds: 600 }, 'resendAfterSeconds'],
])('%s is refused', async (_, options, path) => {
  const error = await expectConnectorError(() => makeCodes(options));
  expect(error.code).toBe('invalid_config');
  expect(error.issues?.map((issue) => issue.path)).toEqual([path]);
});
