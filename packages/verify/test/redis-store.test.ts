import { setTimeout as delay } from 'node:timers/promises';
import { type Started, verification } from '@sms-connectors/verify';
import { redisStore, type RedisClient } from '@sms-connectors/verify/redis';
import { describeStore } from '@sms-connectors/verify/testing';
import { Cluster, Redis as Ioredis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { losingProxy } from '../../../test/redis/losing-proxy.ts';
import { type Redis, startRedis } from '../../../test/redis/start-redis.ts';
import { sampleVerification } from '../src/testing/sample-verification.ts';
import { countingProxy } from './support/counting-proxy.ts';
import { sample } from './support/sample.ts';
import { phone, secret, to } from './support/sms.ts';

let redis: Redis;
let ioredis: Ioredis;
let nodeRedis: ReturnType<typeof createClient>;
let opened = 0;

beforeAll(async () => {
  redis = await startRedis();
  ioredis = new Ioredis(redis.url);
  nodeRedis = createClient({ url: redis.url });
  await nodeRedis.connect();
});
afterAll(async () => {
  ioredis.disconnect();
  nodeRedis.destroy();
  await redis[Symbol.asyncDispose]();
});

function nextPrefix(): string {
  opened += 1;
  return `test-${opened}`;
}

function codesIn(client: RedisClient, keyPrefix: string) {
  const { sender, code } = phone();
  const codes = verification({ sender, secret, store: redisStore({ client, keyPrefix }) });
  const start = async () => (await codes.start({ to, usageType: 'SignIn' })) as Started;
  return { codes, start, code };
}

/** A verification in a store whose next answer is lost. */
async function lossy() {
  const proxy = await losingProxy(redis.port);
  const client = new Ioredis(proxy.url, { retryStrategy: () => 50 });
  client.on('error', () => {});
  await client.ping();
  const store = redisStore({ client, keyPrefix: nextPrefix() });
  const now = Date.now();
  const sampled = sampleVerification(now);
  await store.add(sampled, now);
  // The server knows the scripts from now on.
  await store.attempt('none', 1, now);
  await store.claimSend('none', { maxAttempts: 1, maxSends: 1, resendAt: now }, now);
  await store.end('none', 'approved', now);
  proxy.loseNextAnswer();
  return {
    proxy,
    store,
    now,
    id: sampled.id,
    [Symbol.asyncDispose]: async () => {
      client.disconnect();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

// One handle with each client, so that they must agree.
describe('a store in Redis, with ioredis and node-redis', () => {
  describeStore({
    runner: { describe, test },
    open: async () => {
      const keyPrefix = nextPrefix();
      return {
        store: redisStore({ client: ioredis, keyPrefix }),
        other: redisStore({ client: nodeRedis, keyPrefix }),
      };
    },
  });
});

describe('a store in a cluster of Redis', () => {
  let server: Redis;
  let cluster: Cluster;
  beforeAll(async () => {
    server = await startRedis(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
    const client = new Ioredis(server.url);
    const slots = Array.from({ length: 16_384 }, (_, slot) => slot);
    await client.call('CLUSTER', 'ADDSLOTS', ...slots);
    // It takes a moment until the server believes that the cluster is whole.
    while (!String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) {
      await delay(50);
    }
    client.disconnect();
    cluster = new Cluster([{ host: '127.0.0.1', port: server.port }]);
  });
  afterAll(async () => {
    cluster?.disconnect();
    await server[Symbol.asyncDispose]();
  });

  // A cluster refuses a script whose keys have several hash tags, also if they are on the same server.
  test('is refused keys of several hash tags', async () => {
    await expect(cluster.eval('return 1', 2, 'a', 'b')).rejects.toThrow(/CROSSSLOT|slot/i);
  });
  describeStore({
    runner: { describe, test },
    callsAtOnce: 100,
    open: async () => {
      const keyPrefix = nextPrefix();
      const store = redisStore({ client: cluster, keyPrefix });
      return { store, other: redisStore({ client: cluster, keyPrefix }) };
    },
  });
});

// ioredis sends a command again if the connection breaks before its answer.
describe('an answer that is lost with the connection', () => {
  test('leaves the right code approved, once', async () => {
    await using made = await lossy();
    const { store, id, now, proxy } = made;
    expect(await store.end(id, 'approved', now)).toBe(true);
    expect(proxy.lost()).toBe(1);
    expect(await store.end(id, 'approved', now)).toBe(false);
  });

  test('counts one attempt, also the last one', async () => {
    await using made = await lossy();
    const { store, id, now, proxy } = made;
    const attempt = { isCounted: true, verification: { attempts: 1 } };
    expect(await store.attempt(id, 1, now)).toMatchObject(attempt);
    expect(proxy.lost()).toBe(1);
    expect(await store.attempt(id, 1, now)).toMatchObject({ ...attempt, isCounted: false });
  });

  test('takes the right to send, once', async () => {
    await using made = await lossy();
    const { store, id, proxy } = made;
    const later = Date.now() + 60_000;
    const next = { maxAttempts: 5, maxSends: 3, resendAt: later + 30_000 };
    expect(await store.claimSend(id, next, later)).toMatchObject({ isClaimed: true });
    expect(proxy.lost()).toBe(1);
    expect(await store.claimSend(id, next, later)).toMatchObject({ isClaimed: false });
  });
});

describe.each([
  [
    'ioredis',
    async (url: string) => {
      const client = new Ioredis(url);
      await client.ping();
      return { client, close: () => client.disconnect() };
    },
  ],
  [
    'node-redis',
    async (url: string) => {
      const client = createClient({ url });
      await client.connect();
      return { client, close: () => client.destroy() };
    },
  ],
])('with %s', (_, connectTo) => {
  test('start and check take at most three round trips each', async () => {
    await using proxy = await countingProxy(redis.port);
    const { client, close } = await connectTo(`redis://127.0.0.1:${proxy.port}`);
    try {
      const { codes, start, code } = codesIn(client, nextPrefix());
      // The first of each brings its scripts.
      const first = await start();
      await codes.check({ id: first.id, code: await code() });
      await codes.close();

      await ioredis.config('RESETSTAT');
      const before = proxy.roundTrips();
      const { id } = await start();
      const started = proxy.roundTrips();
      expect(await codes.check({ id, code: await code() })).toMatchObject({ status: 'approved' });
      await codes.close();
      const checked = proxy.roundTrips();
      expect([started - before, checked - started]).toEqual([3, 3]);

      const stats = await ioredis.info('commandstats');
      const commands = stats.matchAll(
        /cmdstat_(?<name>evalsha|eval|script\S*):calls=(?<calls>\d+)/g,
      );
      // Four of each; the last two go together.
      expect([...commands].map(({ groups }) => ({ ...groups }))).toEqual([
        { name: 'evalsha', calls: '8' },
      ]);
    } finally {
      close();
    }
  });

  test('scripts that a server has forgotten are sent again, and run once', async () => {
    const { client, close } = await connectTo(redis.url);
    const { codes, start } = codesIn(client, nextPrefix());
    await ioredis.script('FLUSH');
    const { id } = await start();
    await ioredis.script('FLUSH');
    expect(await codes.check({ id, code: 'x' })).toEqual({ status: 'wrong', attemptsLeft: 4 });
    close();
  });
});

test('every key expires: the sealed text with its code, or when it was used', async () => {
  const keyPrefix = nextPrefix();
  const { codes, start, code } = codesIn(ioredis, keyPrefix);
  const used = await start();
  await codes.check({ id: used.id, code: await code() });
  await codes.close();
  const open = await start();
  await codes.close();
  const keys = await ioredis.keys(`${keyPrefix}:*`);
  const lives = await Promise.all(
    keys.map(async (key) => [key, (await ioredis.pttl(key)) / 1000] as const),
  );
  const hour = 3600;
  const longest: Readonly<Record<string, number>> = {
    [`${keyPrefix}:{v${used.id}}`]: 600 + hour,
    [`${keyPrefix}:{v${open.id}}`]: 600 + hour,
    [`${keyPrefix}:{v${open.id}}:sealed`]: 600,
    recipient: 24 * hour,
    day: 90 * 24 * hour,
  };
  expect(lives).toHaveLength(5);
  for (const [key, seconds] of lives) {
    const life = longest[key] ?? longest[key.split(':')[1] ?? ''] ?? 0;
    expect([key, seconds > 0 && seconds <= life, seconds > life - 24 * hour]).toEqual([
      key,
      true,
      true,
    ]);
  }
});

test('a sealed text is gone from Redis when its code expires', async () => {
  const keyPrefix = nextPrefix();
  const store = redisStore({ client: ioredis, keyPrefix });
  const now = Date.now();
  await store.add({ ...sample('short', now), expiresAt: now + 40 }, now);
  await store.add({ ...sample('past', now), expiresAt: now }, now);
  await expect.poll(() => ioredis.keys(`${keyPrefix}:*sealed`)).toEqual([]);
  expect(await ioredis.exists(`${keyPrefix}:{vshort}`, `${keyPrefix}:{vpast}`)).toBe(2);
});

test('nobody who reads Redis sees a number or a code', async () => {
  const keyPrefix = nextPrefix();
  const { start, code } = codesIn(ioredis, keyPrefix);
  await start();
  const right = await code();
  const keys = await ioredis.keys(`${keyPrefix}:*`);
  const values = await Promise.all(
    keys.map(async (key) =>
      (await ioredis.type(key)) === 'hash' ? ioredis.hgetall(key) : ioredis.get(key),
    ),
  );
  const seen = JSON.stringify({ keys, values });
  expect(seen).toContain('digest');
  expect(seen).not.toContain(to.slice(3));
  // Times have many digits.
  expect(seen.replaceAll(/"\d{13}"/g, '')).not.toContain(right);
});

test('a client of another library is refused', () => {
  const client = { get: () => undefined } as unknown as RedisClient;
  expect(() => redisStore({ client })).toThrow(TypeError);
});
