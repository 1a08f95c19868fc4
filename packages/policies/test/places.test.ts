import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mock } from '@sms-connectors/mock';
import { Redis as Ioredis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Redis, startRedis } from '../../../test/redis/start-redis.ts';
import { type Counter, guard, type LimitStore, memoryStore } from '../src/index.ts';
import { redisStore } from '../src/stores/redis-store.ts';
import { message, templates } from './support/message.ts';

const secret = 'a secret of more than 32 characters';
let redis: Redis;
let client: Ioredis;

beforeAll(async () => {
  redis = await startRedis();
  client = new Ioredis(redis.url);
});
beforeEach(async () => {
  await client.flushall();
});
afterAll(async () => {
  client.disconnect();
  await redis[Symbol.asyncDispose]();
});

const inbox = () => mock({ templates });
const endOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'accepted',
    (error: { code: string }) => error.code,
  );

describe.each<[string, () => LimitStore]>([
  ['memory', memoryStore],
  ['Redis', () => redisStore({ client, secret })],
])('in %s', (_, store) => {
  test('a place given back after its period ended is not one more in the next', async () => {
    const counter = store().counter('test', { messages: 1, seconds: 1 });
    expect((await counter.take('a')).hasRoom).toBe(true);
    await delay(1100);
    await counter.giveBack('a');
    expect((await counter.read('a')).count).toBe(0);
    expect((await counter.take('a')).hasRoom).toBe(true);
    expect((await counter.take('a')).hasRoom).toBe(false);
  });

  test('a period ends, and the next one begins with its first message', async () => {
    const counter = store().counter('test', { messages: 1, seconds: 1 });
    await counter.take('a');
    await delay(500);
    expect((await counter.take('a')).endsInMs).toBeLessThanOrEqual(510);
    await delay(600);
    const { hasRoom, endsInMs } = await counter.take('a');
    expect(hasRoom).toBe(true);
    expect(endsInMs).toBeGreaterThan(900);
  });

  test('counters of one name count together', async () => {
    const limit = { messages: 1, seconds: 60 };
    const shared = store();
    await shared.counter('test', limit).take('a');
    expect((await shared.counter('test', limit).take('a')).hasRoom).toBe(false);
    expect((await shared.counter('other', limit).take('a')).hasRoom).toBe(true);
  });

  test('guards with the same id count together, others apart', async () => {
    const shared = store();
    const limits = { overall: { messages: 1, seconds: 60 } };
    const one = guard(inbox(), limits, { store: shared, id: 'one' });
    const same = guard(inbox(), limits, { store: shared, id: 'one' });
    const other = guard(inbox(), limits, { store: shared, id: 'other' });
    expect(await endOf(one.send(message))).toBe('accepted');
    expect(await endOf(same.send(message))).toBe('rate_limited');
    expect(await endOf(other.send(message))).toBe('accepted');
  });

  test('the same limit twice is one limit', async () => {
    const limit = { messages: 2, seconds: 60 };
    const sms = guard(inbox(), { overall: [limit, limit] }, { store: store() });
    const ends = [];
    for (let sent = 0; sent < 3; sent += 1) ends.push(await endOf(sms.send(message)));
    expect(ends).toEqual(['accepted', 'accepted', 'rate_limited']);
  });
});

const isOverall = (name: string): boolean => name.includes('overall');
const slow = async (counter: Counter, key: string) => {
  const taken = await counter.take(key);
  await delay(100);
  return taken;
};
const accept = async () => ({ messageId: '1', status: 'sent', provider: { id: 'a' } });

/** A store that counts what is taken and not given back, and that does what a test says. */
function watchedStore(counterOf: (name: string, counter: Counter) => Counter) {
  const held: string[] = [];
  const memory = memoryStore();
  const store: LimitStore = {
    isLocal: false,
    counter: (name, limit) => {
      const counter = memory.counter(name, limit);
      return counterOf(name, {
        ...counter,
        take: async (key) => {
          const taken = await counter.take(key);
          if (taken.hasRoom) held.push(name);
          return taken;
        },
        giveBack: async (key) => {
          held.splice(held.indexOf(name), 1);
          await counter.giveBack(key);
        },
      });
    },
  };
  return { store, held };
}

describe('no place is left behind', () => {
  const limits = {
    perRecipient: { messages: 5, seconds: 60 },
    overall: { messages: 5, seconds: 60 },
  };

  test.each(['refuse', 'allow'] as const)('by a store that fails halfway (%s)', async (choice) => {
    const { store, held } = watchedStore((name, counter) =>
      isOverall(name) ? { ...counter, take: () => Promise.reject(new Error('down')) } : counter,
    );
    const sms = guard(inbox(), { ...limits, onStoreFailure: choice }, { store });
    const end = await endOf(sms.send(message));
    await delay(1);
    // A message that is sent keeps the places that it got.
    expect([end, held.length]).toEqual(choice === 'allow' ? ['accepted', 1] : ['rate_limited', 0]);
  });

  test.each([
    ['slower than its deadline', {}, 'rate_limited'],
    ['slow while the send is canceled', { signal: AbortSignal.timeout(10) }, 'aborted'],
  ])('by a store that is %s', async (_, options, code) => {
    const { store, held } = watchedStore((_name, counter) => ({
      ...counter,
      take: (key) => slow(counter, key),
    }));
    const strict = { ...limits, onStoreFailure: 'refuse' } as const;
    const sms = guard(inbox(), strict, { store, storeTimeoutMs: 50 });
    expect(await endOf(sms.send(message, options))).toBe(code);
    await delay(300);
    expect(held).toEqual([]);
  });

  test('for a moment by a requester who has no room left', async () => {
    const taken: string[] = [];
    const { store } = watchedStore((name, counter) => ({
      ...counter,
      take: (key) => {
        taken.push(name);
        return counter.take(key);
      },
    }));
    const perRequester = { messages: 1, seconds: 60 };
    const sms = guard(inbox(), { ...limits, perRequester }, { store });
    const asked = { ...message, requester: { userId: 'attacker' } };
    await sms.send(asked);
    taken.length = 0;
    expect(await endOf(sms.send(asked))).toBe('rate_limited');
    expect(taken).toEqual([expect.stringContaining('perRequester')]);
  });

  test('and a limit that is reached refuses, even if giving back fails', async () => {
    const { store } = watchedStore((name, counter) =>
      isOverall(name)
        ? { ...counter, take: async () => ({ hasRoom: false, endsInMs: 1000 }) }
        : { ...counter, giveBack: () => Promise.reject(new Error('down')) },
    );
    expect(await endOf(guard(inbox(), limits, { store }).send(message))).toBe('rate_limited');
  });

  test('in memory by messages that are refused', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const sms = guard(
      { id: 'a', send: accept },
      {
        perRecipient: { messages: 1, seconds: 3600 },
        overall: { messages: 1, seconds: 3600 },
      },
    );
    await sms.send(message);
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let sent = 0; sent < 50_000; sent += 1) {
      await endOf(sms.send({ ...message, to: `+3361${1_000_000 + sent}` }));
    }
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(3_000_000);
  });
});
