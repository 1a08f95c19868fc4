import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { mock } from '@sms-connectors/mock';
import { Redis as Ioredis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Redis, startRedis } from '../../../test/redis/start-redis.ts';
import { guard, observe, type PolicyEvent } from '../src/index.ts';
import { redisStore } from '../src/stores/redis-store.ts';
import { message, templates } from './support/message.ts';

const run = promisify(execFile);
const secret = 'a secret of more than 32 characters';
const limits = { perRecipient: { messages: 10, seconds: 60 } };
let redis: Redis;
let client: Ioredis;

beforeAll(async () => {
  redis = await startRedis();
  client = new Ioredis(redis.url, { retryStrategy: () => 50 });
  // Tests kill the server; the client connects again.
  client.on('error', () => {});
});
beforeEach(async () => {
  await client.flushall();
});
afterAll(async () => {
  client.disconnect();
  await redis[Symbol.asyncDispose]();
});

async function lettingThrough(sms: ReturnType<typeof guard>, count: number): Promise<number> {
  const sends = Array.from({ length: count }, () =>
    sms.send(message).then(
      () => 1,
      () => 0,
    ),
  );
  return (await Promise.all(sends)).reduce<number>((sum, one) => sum + one, 0);
}

describe('a limit in Redis', () => {
  test('holds across two processes', async () => {
    const program = path.join(import.meta.dirname, 'support/guard-process.ts');
    const start = (): Promise<{ stdout: string }> =>
      run(process.execPath, ['--conditions=@sms-connectors/source', program], {
        env: { ...process.env, REDIS_URL: redis.url, SECRET: secret, COUNT: '50' },
      });
    const outputs = await Promise.all([start(), start()]);
    const through = outputs.map(({ stdout }) => Number(stdout));
    expect(through.reduce((sum, one) => sum + one, 0)).toBe(10);
  });

  test('holds with the client node-redis', async () => {
    const nodeRedis = createClient({ url: redis.url });
    await nodeRedis.connect();
    const sms = guard(mock({ templates }), limits, {
      store: redisStore({ client: nodeRedis, secret }),
      storeTimeoutMs: 30_000,
    });
    expect(await lettingThrough(sms, 40)).toBe(10);
    nodeRedis.destroy();
  });

  test.each([
    ['ioredis', () => new Ioredis(redis.url)],
    ['ioredis with lazyConnect', () => new Ioredis(redis.url, { lazyConnect: true })],
    [
      'node-redis',
      () => {
        const nodeRedis = createClient({ url: redis.url });
        void nodeRedis.connect();
        return nodeRedis;
      },
    ],
  ])('holds from the first message on, while %s is still connecting', async (_, connect) => {
    const connecting = connect();
    const sms = guard(mock({ templates }), limits, {
      store: redisStore({ client: connecting, secret }),
      storeTimeoutMs: 30_000,
    });
    expect(await lettingThrough(sms, 40)).toBe(10);
    if ('destroy' in connecting) connecting.destroy();
    else connecting.disconnect();
  });

  test('leaves nothing behind on a client that does not connect', async () => {
    const closed = createClient({ url: redis.url });
    const sms = guard(mock({ templates }), limits, {
      store: redisStore({ client: closed, secret }),
    });
    await lettingThrough(sms, 20);
    await lettingThrough(sms, 20);
    expect([closed.listenerCount('ready'), closed.listenerCount('error')]).toEqual([0, 0]);
  });

  test('shows no phone number and no IP address to who reads Redis', async () => {
    const sms = guard(
      mock({ templates }),
      { ...limits, perRequester: { messages: 5, seconds: 60 } },
      { store: redisStore({ client, secret }), storeTimeoutMs: 30_000 },
    );
    await sms.send({ ...message, requester: { ip: '203.0.113.7', userId: 'somebody' } });
    const keys = await client.keys('*');
    expect(keys).toHaveLength(3);
    const values = await client.mget(keys);
    const seen = JSON.stringify({ keys, values });
    expect(seen).not.toMatch(/612345678|203\.0|somebody/);
    for (const key of keys) expect(await client.ttl(key)).toBeGreaterThan(0);
  });

  test('survives a restart of Redis', async () => {
    const sms = guard(mock({ templates }), limits, {
      store: redisStore({ client, secret }),
      storeTimeoutMs: 30_000,
    });
    expect(await lettingThrough(sms, 6)).toBe(6);
    await redis.kill();
    // Until the client notices, it writes to a connection that is gone.
    await expect.poll(() => client.status).not.toBe('ready');
    await redis.start();
    await expect.poll(() => client.status).toBe('ready');
    expect(await lettingThrough(sms, 10)).toBe(4);
  });
});

function watched() {
  const events: PolicyEvent[] = [];
  const store = redisStore({ client, secret });
  const sms = guard(mock({ templates }), limits, { store, storeTimeoutMs: 200 });
  return { sms: observe(sms, (event) => events.push(event)), events };
}

describe('a Redis that is', () => {
  test('frozen lets messages through in time', async () => {
    const { sms, events } = watched();
    redis.pause();
    try {
      const startedAt = performance.now();
      await sms.send(message);
      expect(performance.now() - startedAt).toBeLessThan(2000);
    } finally {
      redis.resume();
    }
    expect(events[0]).toMatchObject({ type: 'store_failed', reason: 'timeout' });
  });

  test('gone lets messages through in time', async () => {
    const { sms, events } = watched();
    await sms.send(message);
    events.length = 0;
    await redis.kill();
    await expect.poll(() => client.status).not.toBe('ready');
    try {
      await sms.send(message);
    } finally {
      await redis.start();
      await expect.poll(() => client.status).toBe('ready');
    }
    expect(events[0]).toMatchObject({ type: 'store_failed', reason: 'error' });
  });
});

test('a secret that is too short is refused', () => {
  expect(() => redisStore({ client, secret: 'short' })).toThrow(/at least 32 characters/);
});
