import { setTimeout as delay } from 'node:timers/promises';
import type { Sender } from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import { describe, expect, test } from 'vitest';
import {
  type Counter,
  failover,
  guard,
  type GuardLimits,
  type LimitStore,
  observe,
  type PolicyEvent,
} from '../src/index.ts';
import { message, templates } from './support/message.ts';
import { faults, startProvider } from './support/providers.ts';

const inbox = () => mock({ templates });
const fails = async (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => 'accepted',
    (error: { code: string }) => error.code,
  );
const watched = (sender: Sender): { readonly sms: Sender; readonly events: PolicyEvent[] } => {
  const events: PolicyEvent[] = [];
  return { sms: observe(sender, (event) => events.push(event)), events };
};

describe('a limit', () => {
  test('lets exactly as many through as it says, at once', async () => {
    await using provider = await startProvider();
    const sms = guard(provider.sender, { perRecipient: { messages: 10, seconds: 60 } });
    const ends = await Promise.all(Array.from({ length: 100 }, () => fails(sms.send(message))));
    expect(ends.filter((end) => end === 'accepted')).toHaveLength(10);
    expect(ends.filter((end) => end === 'rate_limited')).toHaveLength(90);
    expect(provider.emulator.messages).toHaveLength(10);
  });

  test('says when to try again, and lets messages through again then', async () => {
    const { sms, events } = watched(guard(inbox(), { overall: { messages: 1, seconds: 1 } }));
    await sms.send(message);
    const error = await sms.send(message).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'rate_limited',
      outcome: 'rejected',
      retryable: true,
      attempts: [],
      provider: { id: 'guard' },
    });
    const { retryAfterMs } = error as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(500);
    expect(retryAfterMs).toBeLessThanOrEqual(1000);
    expect(events.filter(({ type }) => type === 'limit_reached')).toEqual([
      {
        type: 'limit_reached',
        policy: 'guard',
        limit: 'overall',
        messages: 1,
        seconds: 1,
        retryAfterMs,
      },
    ]);
    await delay(retryAfterMs + 20);
    await sms.send(message);
  });

  test.each<[keyof GuardLimits, string, string]>([
    ['perRecipient', '+33612345678', '+33612345679'],
    ['perPrefix', '+33612345678', '+33711111111'],
    ['perCountry', '+33612345678', '+5511912345678'],
  ])('%s counts each separately', async (name, one, another) => {
    const sms = guard(inbox(), { [name]: { messages: 1, seconds: 60 } });
    await sms.send({ ...message, to: one });
    expect(await fails(sms.send({ ...message, to: one }))).toBe('rate_limited');
    expect(await fails(sms.send({ ...message, to: another }))).toBe('accepted');
  });

  test.each([
    [{ ip: '203.0.113.7' }, { ip: '203.0.113.7' }, 'rate_limited'],
    [{ ip: '203.0.113.7' }, { ip: '203.0.113.8' }, 'accepted'],
    // A person has a whole /64.
    [{ ip: '2001:db8:1:2::1' }, { ip: '2001:0db8:0001:0002:ffff::2' }, 'rate_limited'],
    [{ ip: '2001:db8:1:2::1' }, { ip: '2001:db8:1:3::1' }, 'accepted'],
    [{ ip: '::ffff:203.0.113.7' }, { ip: '203.0.113.7' }, 'rate_limited'],
    [{ userId: 'a', ip: '203.0.113.7' }, { userId: 'a', ip: '203.0.113.9' }, 'rate_limited'],
    [{ userId: 'a' }, { userId: 'b' }, 'accepted'],
  ])('perRequester: %o, then %o', async (first, second, end) => {
    const sms = guard(inbox(), { perRequester: { messages: 1, seconds: 60 } });
    await sms.send({ ...message, requester: first });
    expect(await fails(sms.send({ ...message, requester: second }))).toBe(end);
  });

  test.each([
    [{ ip: '203.0.113.7', userId: '' }, { ip: '203.0.113.8', userId: '' }, 'accepted'],
    [{ ip: 'fe80::1%eth0' }, { ip: 'fe80::1%eth1' }, 'rate_limited'],
    [{ ip: '::1' }, { ip: '0:0:0:0:0:0:0:1' }, 'rate_limited'],
    [{ userId: 'ip:203.0.113.7' }, { ip: '203.0.113.7' }, 'accepted'],
  ])('perRequester: %o, then %o, is counted by what is given', async (first, second, end) => {
    const sms = guard(inbox(), { perRequester: { messages: 1, seconds: 60 } });
    await sms.send({ ...message, requester: first });
    expect(await fails(sms.send({ ...message, requester: second }))).toBe(end);
  });

  test.each([
    '203.0.113.7:4711',
    '[2001:db8::1]:4711',
    '203.0.113.7, 198.51.100.1',
    '203.0.113.256',
    '203.0.113.07',
    '1:2',
    'unknown',
    '::1]/[',
    7,
  ])('perRequester refuses %o, which would be another requester each time', async (ip) => {
    const sms = guard(inbox(), { perRequester: { messages: 1, seconds: 60 } });
    const requester = { ip } as { ip: string };
    await expect(sms.send({ ...message, requester })).rejects.toMatchObject({
      code: 'invalid_message',
      message: expect.stringContaining('requester.ip must be one IP address without a port'),
    });
  });

  test.each([null, {}, { ip: '' }, { ip: null, userId: null }])(
    'perRequester takes %o for no requester',
    async (requester) => {
      const sms = guard(inbox(), { perRequester: { messages: 1, seconds: 60 } });
      const asked = { ...message, requester: requester as object };
      await expect(sms.send(asked)).rejects.toMatchObject({
        message: expect.stringContaining('requester must have ip or userId'),
      });
    },
  );

  test('a limit that is undefined is none', async () => {
    const sms = guard(inbox(), { perRecipient: undefined, countries: undefined });
    expect(await fails(sms.send(message))).toBe('accepted');
  });

  test('perRequester needs a requester', async () => {
    const sms = guard(inbox(), { perRequester: { messages: 1, seconds: 60 } });
    await expect(sms.send(message)).rejects.toMatchObject({
      code: 'invalid_message',
      message: expect.stringContaining('requester must have ip or userId'),
    });
  });

  test('several limits hold together', async () => {
    const sms = guard(inbox(), {
      perRecipient: [
        { messages: 1, seconds: 1 },
        { messages: 2, seconds: 60 },
      ],
    });
    await sms.send(message);
    expect(await fails(sms.send(message))).toBe('rate_limited');
    await delay(1050);
    await sms.send(message);
    await delay(1050);
    expect(await fails(sms.send(message))).toBe('rate_limited');
  });
});

describe('a place', () => {
  test('is given back if the message was certainly not sent', async () => {
    await using provider = await startProvider();
    const sms = guard(provider.sender, {
      perRecipient: { messages: 1, seconds: 60 },
      overall: { messages: 1, seconds: 60 },
    });
    provider.emulator.fail(faults.region_blocked, 5);
    for (let sent = 0; sent < 5; sent += 1) {
      expect(await fails(sms.send(message))).toBe('region_blocked');
    }
    expect(await fails(sms.send(message))).toBe('accepted');
  });

  test('is kept if the message may have been sent', async () => {
    await using provider = await startProvider();
    const sms = guard(provider.sender, { perRecipient: { messages: 1, seconds: 60 } });
    provider.emulator.fail(faults.reset);
    await expect(sms.send(message)).rejects.toMatchObject({ outcome: 'unknown' });
    expect(await fails(sms.send(message))).toBe('rate_limited');
  });

  test('is not used up by a message that another limit refuses', async () => {
    const sms = guard(inbox(), {
      perRecipient: { messages: 1, seconds: 60 },
      overall: { messages: 2, seconds: 60 },
    });
    await sms.send(message);
    for (let sent = 0; sent < 5; sent += 1) await fails(sms.send(message));
    expect(await fails(sms.send({ ...message, to: '+33612345679' }))).toBe('accepted');
  });
});

describe('countries', () => {
  test('refuses all others', async () => {
    const { sms, events } = watched(guard(inbox(), { countries: ['BR', 'FR'] }));
    expect(await fails(sms.send(message))).toBe('accepted');
    expect(await fails(sms.send({ ...message, to: '+14165550123' }))).toBe('region_blocked');
    expect(events).toContainEqual({ type: 'country_refused', policy: 'guard', country: 'CA' });
  });
});

const storeThat = (take: Counter['take']): LimitStore => ({
  isLocal: false,
  counter: () => ({
    take,
    giveBack: () => Promise.reject(new Error('down')),
    read: () => Promise.reject(new Error('down')),
  }),
});

describe('a store', () => {
  const failing = storeThat(() => Promise.reject(new Error('secret address')));
  const hanging = storeThat(() => new Promise(() => {}));
  const limits = { perRecipient: { messages: 1, seconds: 60 } };

  test.each([
    ['fails', failing, 'error'],
    ['hangs', hanging, 'timeout'],
  ] as const)('that %s lets messages through, and says so', async (_, store, reason) => {
    const options = { store, storeTimeoutMs: 100 };
    const { sms, events } = watched(guard(inbox(), limits, options));
    expect(await fails(sms.send(message))).toBe('accepted');
    expect(events[0]).toEqual({ type: 'store_failed', policy: 'guard', reason, choice: 'allow' });
  });

  test.each([failing, hanging])('that fails refuses messages if asked to', async (store) => {
    const strict = { ...limits, onStoreFailure: 'refuse' } as const;
    const sms = guard(inbox(), strict, { store, storeTimeoutMs: 100 });
    await expect(sms.send(message)).rejects.toMatchObject({
      code: 'rate_limited',
      outcome: 'rejected',
      message: 'guard: the store of the limits failed; nothing was sent.',
    });
  });

  test('that hangs does not hold a canceled send', async () => {
    const sms = guard(inbox(), limits, { store: hanging, storeTimeoutMs: 60_000 });
    const startedAt = performance.now();
    await expect(sms.send(message, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      code: 'aborted',
      outcome: 'rejected',
    });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

test('a refusal does not count against the provider, and the next one is tried', async () => {
  await using a = await startProvider();
  await using b = await startProvider();
  const sms = failover([guard(a.sender, { overall: { messages: 1, seconds: 60 } }), b.sender]);
  await sms.send(message);
  await sms.send(message);
  expect([a.emulator.messages.length, b.emulator.messages.length]).toEqual([1, 1]);
});

test.each<[string, object, string]>([
  ['a country', { countries: ['UK'] }, 'countries[0]: Must be a country of ISO 3166-1'],
  ['a limit', { overall: { messages: 0, seconds: 1 } }, 'overall[0].messages: Must be at least 1'],
  ['a field', { perUser: [] }, 'perUser: Unknown field'],
])('wrong settings name %s', (_, limits, problem) => {
  expect(() => guard(inbox(), limits as GuardLimits)).toThrow(problem);
});
