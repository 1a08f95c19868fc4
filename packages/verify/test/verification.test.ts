import { ConnectorError, type Sender, type SendEvent } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { Circuits, failover, named } from '@sms-connectors/policies';
import {
  memoryStore,
  type Started,
  StoreFailedError,
  verification,
  type VerificationOptions,
} from '@sms-connectors/verify';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { phone, secret, to, wrongCode } from './support/sms.ts';

const usageType = 'SignIn';

afterEach(() => {
  vi.useRealTimers();
});

function setUp(options: Partial<VerificationOptions> = {}) {
  const { sender, ...rest } = phone();
  const events: SendEvent[] = [];
  const codes = verification({
    sender,
    secret,
    onEvent: (event) => events.push(event),
    ...options,
  });
  const start = async (request = {}) =>
    (await codes.start({ to, usageType, ...request })) as Started;
  return { codes, start, events, sender, ...rest };
}

function fail(): never {
  throw new Error('of the application');
}

const membersOf = (result: object): readonly string[] => Object.keys(result).toSorted();
const failing = async () => Promise.reject(new Error('redis://user:password@host'));

/** Moves the clock, and not the timers. */
function later(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe('a code', () => {
  test('is sent, and approved with the number that it was sent to', async () => {
    const { codes, start, code, texts } = setUp();
    const before = Date.now();
    const started = await start();
    expect(started).toEqual({
      status: 'started',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      expiresAt: expect.any(Date),
      resendAt: expect.any(Date),
      outcome: 'accepted',
    });
    expect(started.expiresAt.getTime() - before).toBeGreaterThanOrEqual(600_000);
    expect(started.expiresAt.getTime() - before).toBeLessThan(605_000);
    expect(await texts()).toEqual([expect.stringMatching(/^Code to sign in: \d{6}$/)]);
    expect(await codes.check({ id: started.id, code: await code() })).toEqual({
      status: 'approved',
      to,
      usageType,
    });
  });

  test('is another one each time, and every code is possible', async () => {
    const { codes, code } = setUp({
      digits: 4,
      maxAttempts: 1,
      perRecipient: { verifications: 100, seconds: 60 },
    });
    const seen = new Set<string>();
    for (let number = 0; number < 300; number += 1) {
      await codes.start({ to: `+3361${String(number).padStart(7, '0')}`, usageType });
      seen.add(await code());
    }
    expect(seen.size).toBeGreaterThan(270);
    expect([...seen].some((each) => each.startsWith('0'))).toBe(true);
  });

  test('has the expiry, the language, the requester and the lines for autofill', async () => {
    const { start, texts, sender } = setUp({ autofill: { webHost: 'example.com' } });
    const requester = { ip: '192.0.2.7' };
    const { expiresAt } = await start({ locale: 'fr-CA', requester, payload: { name: 'Zoé' } });
    expect((await texts())[0]).toMatch(
      /^Code de connexion : (?<code>\d{6})\n\n@example\.com #\k<code>$/,
    );
    expect((await sender.inbox.list())[0]).toMatchObject({
      expiresAt: expiresAt.toISOString(),
      locale: 'fr-CA',
      requester,
      payload: { name: 'Zoé' },
    });
  });

  test.each([
    ['with spaces', (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\n`],
    ['with a hyphen', (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
    [
      'in Arabic digits',
      (code: string) => code.replaceAll(/\d/g, (d) => String.fromCodePoint(0x660 + Number(d))),
    ],
    [
      'in fullwidth digits',
      (code: string) => code.replaceAll(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d))),
    ],
    [
      'in mathematical digits',
      (code: string) => code.replaceAll(/\d/g, (d) => String.fromCodePoint(0x1d7d8 + Number(d))),
    ],
  ])('may be entered %s', async (_, written) => {
    const { codes, start, code } = setUp();
    const { id } = await start();
    expect(await codes.check({ id, code: written(await code()) })).toMatchObject({
      status: 'approved',
    });
  });

  test('is right for its own verification only', async () => {
    const { codes, start, code } = setUp();
    const first = await start();
    const firstCode = await code();
    let second = await start();
    // One code in a million is the same.
    while ((await code()) === firstCode) second = await start();
    expect(await codes.check({ id: second.id, code: firstCode })).toMatchObject({
      status: 'wrong',
    });
    expect(await codes.check({ id: first.id, code: firstCode })).toMatchObject({
      status: 'approved',
    });
  });

  test('is used once', async () => {
    const { codes, start, code } = setUp();
    const { id } = await start();
    await codes.check({ id, code: await code() });
    expect(await codes.check({ id, code: await code() })).toEqual({ status: 'used' });
    expect(await codes.cancel({ id })).toEqual({ status: 'used' });
    expect(await codes.resend({ id })).toEqual({ status: 'used' });
  });

  test('is right until it expires', async () => {
    const { codes, start, code } = setUp({ lifetimeSeconds: 60 });
    const { id } = await start();
    const other = await start();
    const otherCode = await code();
    later(59_000);
    expect(await codes.check({ id: other.id, code: otherCode })).toMatchObject({
      status: 'approved',
    });
    later(1000);
    expect(await codes.check({ id, code: otherCode })).toEqual({ status: 'expired' });
    expect(await codes.resend({ id })).toEqual({ status: 'expired' });
    expect(await codes.cancel({ id })).toEqual({ status: 'expired' });
  });

  test('is forgotten an hour after it expired', async () => {
    const { codes, start } = setUp();
    const { id } = await start();
    later(4_201_000);
    for (let other = 0; other < 3; other += 1) await start();
    expect(await codes.check({ id, code: '000000' })).toEqual({ status: 'not_found' });
  });

  test('is right no longer after it is canceled', async () => {
    const { codes, start, code } = setUp();
    const { id } = await start();
    expect(await codes.cancel({ id })).toEqual({ status: 'canceled' });
    expect(await codes.cancel({ id })).toEqual({ status: 'not_found' });
    expect(await codes.check({ id, code: await code() })).toEqual({ status: 'not_found' });
  });

  test.each([
    ['x'],
    [''],
    [undefined],
    [null],
    [{}],
    [7],
    ['__proto__'],
    ['../../etc'],
    ['x'.repeat(1e6)],
  ])('of a verification %j that does not exist is not found', async (id) => {
    const { codes } = setUp();
    const request = { id: id as string, code: '123456' };
    expect(await codes.check(request)).toEqual({ status: 'not_found' });
    expect(await codes.resend(request)).toEqual({ status: 'not_found' });
    expect(await codes.cancel(request)).toEqual({ status: 'not_found' });
  });
});

describe('a wrong code', () => {
  test('says how many attempts are left, and the last one locks', async () => {
    const { codes, start, code } = setUp({ maxAttempts: 3 });
    const { id } = await start();
    const wrong = wrongCode(await code());
    expect(await codes.check({ id, code: wrong })).toEqual({ status: 'wrong', attemptsLeft: 2 });
    expect(await codes.check({ id, code: '' })).toEqual({ status: 'wrong', attemptsLeft: 1 });
    expect(await codes.check({ id, code: wrong })).toEqual({ status: 'locked' });
    expect(await codes.check({ id, code: await code() })).toEqual({ status: 'locked' });
    later(31_000);
    expect(await codes.resend({ id })).toEqual({ status: 'locked' });
  });

  test.each([[undefined], [null], [{}], [123.5], ['12345678901234567890'], ['１'], ['NaN'], [' ']])(
    'may be %j',
    async (entered) => {
      const { codes, start } = setUp();
      const { id } = await start();
      expect(await codes.check({ id, code: entered as string })).toMatchObject({ status: 'wrong' });
    },
  );
});

describe('ten thousand checks at once', () => {
  test('of the right code approve one', async () => {
    const { codes, start, code } = setUp();
    const { id } = await start();
    const right = await code();
    const results = await Promise.all(
      Array.from({ length: 10_000 }, () => codes.check({ id, code: right })),
    );
    const statuses = results.map(({ status }) => status);
    expect(statuses.filter((status) => status === 'approved')).toHaveLength(1);
    const others = statuses.filter((status) => status === 'used' || status === 'locked');
    expect(others).toHaveLength(9999);
  });

  test('of wrong codes count the allowed attempts', async () => {
    const { codes, start, code } = setUp();
    const { id } = await start();
    const right = await code();
    const results = await Promise.all(
      Array.from({ length: 10_000 }, () => codes.check({ id, code: wrongCode(right) })),
    );
    const left = results.flatMap((result) =>
      'attemptsLeft' in result ? [result.attemptsLeft] : [],
    );
    expect(left).toEqual([4, 3, 2, 1]);
    expect(results.filter(({ status }) => status === 'locked')).toHaveLength(9996);
  });
});

describe('a code sent again', () => {
  test('is the same one, after resendAt', async () => {
    const { codes, start, texts } = setUp();
    const { id, resendAt, expiresAt } = await start();
    expect(await codes.resend({ id })).toEqual({ status: 'too_early', resendAt });
    later(30_000);
    expect(await codes.resend({ id })).toEqual({
      status: 'resent',
      id,
      expiresAt,
      resendAt: expect.any(Date),
      outcome: 'accepted',
    });
    const [first, second] = await texts();
    expect(second).toBe(first);
    expect(await texts()).toHaveLength(2);
  });

  test('goes through the next provider, with the life that is left', async () => {
    const [one, two] = [phone(), phone()];
    const members = [named('one', one.sender), named('two', two.sender)];
    const { codes, start } = setUp({ sender: failover(members, { circuits: new Circuits() }) });
    const { id, expiresAt } = await start();
    for (const times of [1, 2]) {
      later(30_000);
      expect(await codes.resend({ id })).toMatchObject({ status: 'resent' });
      expect([times, (await two.texts()).length]).toEqual([times, 1]);
    }
    expect(await one.texts()).toHaveLength(2);
    expect((await two.sender.inbox.list())[0]?.expiresAt).toBe(expiresAt.toISOString());
  });

  test('is sent so many times only', async () => {
    const { codes, start, texts } = setUp({ maxSends: 2 });
    const { id } = await start();
    later(30_000);
    expect(await codes.resend({ id })).toMatchObject({ status: 'resent', resendAt: undefined });
    later(30_000);
    expect(await codes.resend({ id })).toEqual({ status: 'too_many' });
    expect(await texts()).toHaveLength(2);
  });

  test('by many at once is sent once', async () => {
    const { codes, start, texts } = setUp();
    const { id } = await start();
    later(30_000);
    const results = await Promise.all(Array.from({ length: 100 }, () => codes.resend({ id })));
    expect(results.filter(({ status }) => status === 'resent')).toHaveLength(1);
    expect(await texts()).toHaveLength(2);
  });

  test('is not stored if there is one message only', async () => {
    const kept: string[] = [];
    const store = memoryStore();
    const { codes, start, code } = setUp({
      maxSends: 1,
      store: {
        ...store,
        add: (added, now) => (kept.push(added.sealed ?? ''), store.add(added, now)),
      },
    });
    const { id, resendAt } = await start();
    expect(resendAt).toBeUndefined();
    // The number alone.
    expect(Buffer.from(kept[0] ?? '', 'base64url').length).toBeLessThan(70);
    expect(await codes.check({ id, code: await code() })).toMatchObject({ status: 'approved', to });
  });
});

describe('a message that is', () => {
  test('rejected starts nothing, and does not count', async () => {
    const { codes, texts } = setUp({ perRecipient: { verifications: 1, seconds: 60 } });
    for (const _ of [1, 2, 3]) {
      expect(await codes.start({ to: '+12015550101', usageType })).toMatchObject({
        status: 'rejected',
        code: 'invalid_recipient',
      });
    }
    expect(await texts()).toEqual([]);
  });
});

test.each([
  [
    'throws',
    (given: string) => {
      throw new Error(`What is ${given}?`);
    },
  ],
  ['returns nothing', () => null],
  ['returns a number that is not in E.164', () => ({ e164: '0612345678' })],
])('a number whose parser %s is rejected', async (_, parseRecipient) => {
  const { codes } = setUp({ parseRecipient: parseRecipient as never });
  expect(await codes.start({ to, usageType })).toEqual({
    status: 'rejected',
    code: 'invalid_recipient',
  });
});

describe('a message that may have been sent', () => {
  test('starts a verification: the code may arrive', async () => {
    const { codes, start, events } = setUp();
    const started = await start({ to: '+12015550113' });
    expect(started).toMatchObject({ status: 'started', outcome: 'unknown' });
    expect(await codes.check({ id: started.id, code: 'x' })).toMatchObject({ status: 'wrong' });
    expect(events).toContainEqual({
      type: 'verification_started',
      usageType,
      country: 'US',
      sender: 'mock',
      outcome: 'unknown',
    });
  });
});

describe('a start', () => {
  test.each([['0612345678'], [''], [undefined], [{}], ['+33 6 12']])(
    'for %j, which is no number, is rejected',
    async (number) => {
      const { codes } = setUp();
      expect(await codes.start({ to: number as string, usageType })).toEqual({
        status: 'rejected',
        code: 'invalid_recipient',
      });
    },
  );

  test('for no usage type is the application’s mistake', async () => {
    const { codes } = setUp();
    const error = await expectConnectorError(codes.start({ to, usageType: 'Login' as 'SignIn' }));
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  });
});

describe('the limit of a number', () => {
  test('holds for codes that nobody enters', async () => {
    const { codes, start, code, texts } = setUp({
      perRecipient: { verifications: 2, seconds: 600 },
    });
    for (const _ of [1, 2, 3]) {
      const { id } = await start();
      expect(await codes.check({ id, code: await code() })).toMatchObject({ status: 'approved' });
      await codes.close();
    }
    await start();
    await start();
    const limited = await codes.start({ to, usageType });
    expect(limited).toEqual({ status: 'limited', retryAt: expect.any(Date) });
    expect(await texts()).toHaveLength(5);
    later(600_000);
    expect(await start()).toMatchObject({ status: 'started' });
  });

  test('holds for one number, however it is written', async () => {
    const { codes, start } = setUp({ perRecipient: { verifications: 1, seconds: 600 } });
    await start();
    expect(await start({ to: '+33 6 12 34 56 78' })).toMatchObject({ status: 'limited' });
    expect(await start({ to: '+33612345679' })).toMatchObject({ status: 'started' });
    await codes.close();
  });
});

describe('a number that may be known', () => {
  test('gives the same result, and only a known one gets a message', async () => {
    const { start, texts, codes } = setUp({ perRecipient: { verifications: 2, seconds: 600 } });
    const known = await start({ known: true });
    const unknown = await start({ to: '+33612345679', known: false });
    await start({ known: true });
    const limited = await start({ known: true });
    const rejected = await start({ to: '+12015550101', known: true });
    await codes.close();
    expect(await texts()).toHaveLength(2);
    for (const result of [unknown, limited, rejected]) {
      expect(membersOf(result)).toEqual(membersOf(known));
      expect(result).toMatchObject({ status: 'started', outcome: 'hidden' });
      expect(await codes.check({ id: result.id, code: 'x' })).toEqual({
        status: 'wrong',
        attemptsLeft: 4,
      });
      expect(await codes.resend({ id: result.id })).toMatchObject({ status: 'too_early' });
    }
  });

  test('hides what the provider says of it, also when the code is sent again', async () => {
    for (const failure of ['rejected', 'unknown'] as const) {
      const { sender } = phone();
      let isFailing = false;
      const moody: Sender = {
        id: sender.id,
        send: async (...given) => {
          if (!isFailing) return sender.send(...given);
          const provider = { id: 'moody' };
          throw new ConnectorError({
            code: 'unreachable_recipient',
            outcome: failure,
            detail: '',
            provider,
          });
        },
      };
      const { start, codes } = setUp({ sender: moody, resendAfterSeconds: 0 });
      const known = await start({ known: true });
      const unknown = await start({ to: '+33612345679', known: false });
      isFailing = true;
      const [one, other] = [await codes.resend(known), await codes.resend(unknown)];
      expect(membersOf(one)).toEqual(membersOf(other));
      expect(one).toMatchObject({ status: 'resent', outcome: 'hidden' });
      expect(other).toMatchObject({ status: 'resent', outcome: 'hidden' });
    }
  });

  test('is answered before anything is sent', async () => {
    const { sender, texts } = phone();
    const calls: string[] = [];
    const slow: Sender = {
      id: sender.id,
      send: async (...given) => {
        calls.push('send');
        return sender.send(...given);
      },
    };
    const { start, codes } = setUp({ sender: slow, resendAfterSeconds: 0 });
    const { id } = await start({ known: true });
    calls.push('started');
    await codes.close();
    await codes.resend({ id });
    calls.push('resent');
    await codes.close();
    expect(calls).toEqual(['started', 'send', 'resent', 'send']);
    expect(await texts()).toHaveLength(2);
  });

  test('gets its message although the request that asked for it has ended', async () => {
    const { start, codes, texts } = setUp();
    const request = new AbortController();
    await start({ known: true, signal: request.signal });
    request.abort();
    await codes.close();
    expect(await texts()).toHaveLength(1);
  });

  test('keeps a serverless process alive until its message is sent', async () => {
    const work: Promise<void>[] = [];
    const { start, texts } = setUp({ waitUntil: (each: Promise<void>) => void work.push(each) });
    await start({ known: true });
    expect(work).toHaveLength(1);
    await Promise.all(work);
    expect(await texts()).toHaveLength(1);
  });
});

describe('a test recipient', () => {
  const number = '+15555550100';
  const testRecipients = { [number]: { code: '424242' } };

  test('has its fixed code, and gets no message', async () => {
    const { codes, start, texts, events } = setUp({ testRecipients });
    const { id } = await start({ to: number });
    expect(await codes.check({ id, code: '424243' })).toMatchObject({ status: 'wrong' });
    expect(await codes.check({ id, code: '424242' })).toMatchObject({
      status: 'approved',
      to: number,
    });
    expect(await texts()).toEqual([]);
    expect(events.map(({ type }) => type)).toContain('test_recipient_used');
  });

  const make = (environment: string, changes: object) =>
    setUp({
      isProduction: environment === 'production',
      testRecipients: { [number]: { code: '424242', ...changes } },
    });

  test.each([
    ['production', { until: new Date(Date.now() + 86_400_000) }],
    ['development', {}],
  ])('in %s may have %o', (environment, changes) => {
    expect(make(environment, changes).codes).toHaveProperty('start');
  });

  test.each([
    ['production', {}],
    ['production', { until: '2999-01-01' }],
    ['development', { until: 'soon' }],
    ['development', { code: '1234' }],
  ])('in %s with %o is refused', async (environment, changes) => {
    const error = await expectConnectorError((async () => make(environment, changes))());
    expect(error.code).toBe('invalid_config');
    expect(error.issues?.[0]?.path).toMatch(/^testRecipients\.\+15555550100/);
  });

  test('is refused without until unless NODE_ENV says that nobody is served', () => {
    vi.stubEnv('NODE_ENV', '');
    try {
      expect(() => setUp({ testRecipients })).toThrow(/testRecipients/);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('gets messages like any other afterwards', async () => {
    const until = new Date(Date.now() + 60_000);
    const { start, texts } = setUp({ testRecipients: { [number]: { code: '424242', until } } });
    later(61_000);
    await start({ to: number });
    expect(await texts()).toHaveLength(1);
  });
});

describe('nothing secret', () => {
  test('is in the store, the events or the results', async () => {
    const seen: unknown[] = [];
    const store = memoryStore();
    const watched = Object.fromEntries(
      Object.entries(store).map(([name, call]: [string, (...given: never[]) => unknown]) => [
        name,
        (...given: never[]) => (seen.push(given), call(...given)),
      ]),
    ) as unknown as typeof store;
    const { codes, start, code, events } = setUp({ store: watched });
    const started = await start({ payload: { name: 'Zoé' }, requester: { ip: '192.0.2.7' } });
    const right = await code();
    const results = [started, await codes.check({ id: started.id, code: wrongCode(right) })];
    await codes.check({ id: started.id, code: right });
    await codes.close();
    const text = JSON.stringify([seen, events, results]);
    for (const secretValue of [right, wrongCode(right), to.slice(1), secret, 'Zoé', '192.0.2.7']) {
      expect(text).not.toContain(secretValue);
    }
  });

  test('is in what a failing store makes of an error', async () => {
    const exceptions: unknown[] = [];
    const { codes } = setUp({
      store: { ...memoryStore(), take: failing },
      onException: (error, call) => exceptions.push([error, call]),
    });
    const error = await codes.start({ to, usageType }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreFailedError);
    expect(error).toMatchObject({ call: 'take', message: expect.not.stringContaining('password') });
    expect(exceptions).toEqual([[expect.any(Error), 'take']]);
  });
});

describe('a secret', () => {
  test.each([['short'], [''], [undefined], [[]], [['short']], [7]])(
    'of %j is refused',
    async (bad) => {
      const error = await expectConnectorError((async () => setUp({ secret: bad as string }))());
      expect(error.issues?.[0]).toMatchObject({ path: 'secret' });
    },
  );

  test('is replaced while codes are under way', async () => {
    const store = memoryStore();
    const old = setUp({ store });
    const { id } = await old.start();
    const next = `another ${secret}`;
    const renewed = setUp({ store, secret: [next, secret] });
    expect(await renewed.codes.check({ id, code: await old.code() })).toMatchObject({
      status: 'approved',
      to,
    });
    const other = await old.start();
    const alone = setUp({ store, secret: next });
    expect(await alone.codes.check({ id: other.id, code: await old.code() })).toMatchObject({
      status: 'wrong',
    });
  });
});

describe('settings', () => {
  test.each([
    [{ digits: 3 }, 'digits'],
    [{ digits: 4, perRecipient: { verifications: 100, seconds: 60 } }, 'digits'],
    [{ lifetimeSeconds: 30, resendAfterSeconds: 30 }, 'resendAfterSeconds'],
    [{ maxAttempts: 0 }, 'maxAttempts'],
    [{ digit: 6 }, 'digit'],
  ])('of %o are refused', async (settings, path) => {
    const error = await expectConnectorError(
      (async () => setUp(settings as Partial<VerificationOptions>))(),
    );
    expect(error.issues?.map((issue) => issue.path)).toContain(path);
  });
});

describe('the figures', () => {
  test('count sent and used codes by sender and country', async () => {
    const { codes, start, code } = setUp();
    const { id } = await start();
    await codes.check({ id, code: await code() });
    await start();
    await start({ to: '+5511987654321' });
    await codes.close();
    expect(await codes.conversionRates()).toEqual([
      { sender: 'mock', country: 'FR', sent: 2, used: 1, rate: 0.5 },
      { sender: 'mock', country: 'BR', sent: 1, used: 0, rate: 0 },
    ]);
    later(8 * 86_400_000);
    expect(await codes.conversionRates()).toEqual([]);
  });
});

describe('listeners that fail', () => {
  test('decide nothing', async () => {
    const { sender, code } = phone();
    const eventful: Sender = {
      id: sender.id,
      send: async (message, options) => {
        options?.onEvent?.({ type: 'tried' });
        return sender.send(message, options);
      },
    };
    const { start, codes } = setUp({ sender: eventful, onEvent: fail, waitUntil: fail });
    const first = await start();
    expect(first).toMatchObject({ status: 'started', outcome: 'accepted' });
    expect(await codes.check({ id: first.id, code: await code() })).toMatchObject({
      status: 'approved',
    });
    const second = await start();
    expect(await codes.cancel(second)).toEqual({ status: 'canceled' });
    await codes.close();
  });

  test.each([
    ['throws', () => fail()],
    ['rejects', async () => fail()],
  ])('an onException that %s hides no StoreFailedError', async (_, onException) => {
    const store = { ...memoryStore(), take: failing };
    const { codes } = setUp({ store, onException });
    await expect(codes.start({ to, usageType })).rejects.toThrow(StoreFailedError);
  });
});

describe('a code that was sent', () => {
  test('works even if the store could not remember who sent it', async () => {
    const store = { ...memoryStore(), recordSend: failing, count: failing };
    const calls: string[] = [];
    const { start, codes, code } = setUp({ store, onException: (__, call) => calls.push(call) });
    const { id } = await start();
    expect(calls.toSorted()).toEqual(['count', 'recordSend']);
    expect(await codes.check({ id, code: await code() })).toMatchObject({ status: 'approved' });
  });

  test('may arrive if the sender never answers: it is waited for so long only', async () => {
    vi.useFakeTimers();
    for (const [timeoutMs, longest] of [
      [undefined, 31_000],
      [200, 1500],
    ] as const) {
      const sender = { id: 'mute', send: async () => new Promise<never>(() => undefined) };
      const { start } = setUp({ sender, timeoutMs });
      const started = start();
      await vi.advanceTimersByTimeAsync(longest);
      const still = Promise.resolve('still waiting');
      expect(await Promise.race([started, still])).toMatchObject({
        status: 'started',
        outcome: 'unknown',
      });
    }
  });
});

describe('what a browser sends', () => {
  test('may be anything: it is a wrong code, or no verification', async () => {
    const { start, codes } = setUp({ maxAttempts: 20 });
    const { id } = await start();
    const hostile: readonly unknown[] = [
      undefined,
      null,
      {},
      { toString: 1 },
      JSON.parse('{"__proto__":{"toString":1},"toString":null}'),
      [{ toString: 1 }],
      Symbol('code'),
      Number.NaN,
      '\uD800',
      '\u{1D7CE}'.repeat(100_000),
    ];
    for (const given of hostile) {
      expect(await codes.check({ id, code: given as string })).toMatchObject({ status: 'wrong' });
      const notFound = { status: 'not_found' };
      expect(await codes.check({ id: given as string, code: '123456' })).toEqual(notFound);
      expect(await codes.resend({ id: given as string })).toEqual(notFound);
      expect(await codes.cancel({ id: given as string })).toEqual(notFound);
    }
  });
});
