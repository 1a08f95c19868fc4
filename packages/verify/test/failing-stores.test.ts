import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expectConnectorError } from '@sms-connectors/core/testing';
import {
  type OwnVerifications,
  type Started,
  StoreFailedError,
  verification,
  type VerificationStore,
} from '@sms-connectors/verify';
import { postgresStore } from '@sms-connectors/verify/postgres';
import { redisStore } from '@sms-connectors/verify/redis';
import { sqliteStore } from '@sms-connectors/verify/sqlite';
import { Redis as Ioredis } from 'ioredis';
import { Pool } from 'pg';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../test/free-port.ts';
import { type Postgres, startPostgres } from '../../../test/postgres/start-postgres.ts';
import { type Redis, startRedis } from '../../../test/redis/start-redis.ts';
import { phone, secret, to } from './support/sms.ts';

const usageType = 'SignIn';

function setUp(store: VerificationStore, storeTimeoutMs = 300) {
  const { sender, code, texts } = phone();
  const exceptions: unknown[] = [];
  const onException = (error: unknown): void => void exceptions.push(error);
  const codes = verification({ sender, secret, store, storeTimeoutMs, onException });
  return { codes, code, texts, exceptions };
}

/** Checks that a call fails in time, and says which call of the store failed and nothing else. */
async function expectFailure(work: Promise<unknown>, call: string, hidden: readonly string[]) {
  const from = performance.now();
  const error = (await work.catch((thrown: unknown) => thrown)) as StoreFailedError;
  expect(error).toBeInstanceOf(StoreFailedError);
  expect(performance.now() - from).toBeLessThan(5000);
  expect(error.call).toBe(call);
  expect(error.cause).toBeUndefined();
  const seen = `${String(error)} ${error.stack} ${JSON.stringify(error)}`;
  for (const value of hidden) expect(seen).not.toContain(value);
}

async function failsWith(
  codes: OwnVerifications,
  id: string,
  hidden: readonly string[],
): Promise<void> {
  await expectFailure(codes.start({ to, usageType }), 'take', hidden);
  await expectFailure(codes.check({ id, code: '123456' }), 'attempt', hidden);
  await expectFailure(codes.resend({ id }), 'claimSend', hidden);
  await expectFailure(codes.cancel({ id }), 'attempt', hidden);
  await expectFailure(codes.conversionRates(), 'counts', hidden);
}

async function attemptsLeft(codes: OwnVerifications, id: string): Promise<number | undefined> {
  const result = await codes.check({ id, code: 'x' });
  return result.status === 'wrong' ? result.attemptsLeft : undefined;
}

describe('a Redis', () => {
  const password = 'hunter2-of-the-tests';
  let redis: Redis;
  let client: Ioredis;
  beforeAll(async () => {
    redis = await startRedis(['--requirepass', password]);
    client = new Ioredis({ port: redis.port, password, retryStrategy: () => 50 });
    // Tests kill the server; the client connects again.
    client.on('error', () => {});
  });
  afterAll(async () => {
    client.disconnect();
    await redis[Symbol.asyncDispose]();
  });
  const hidden = (): readonly string[] => [password, String(redis.port), '127.0.0.1', '123456', to];

  test('that is paused fails in time, and goes on afterwards', async () => {
    const { codes, code, texts } = setUp(redisStore({ client, keyPrefix: 'paused' }));
    const { id } = (await codes.start({ to, usageType })) as Started;
    redis.pause();
    try {
      await failsWith(codes, id, hidden());
    } finally {
      redis.resume();
    }
    expect(await texts()).toHaveLength(1);
    // What was asked meanwhile was done: that attempt counts.
    await expect.poll(() => attemptsLeft(codes, id)).toBeLessThanOrEqual(3);
    const next = (await codes.start({ to, usageType })) as Started;
    expect(await codes.check({ id: next.id, code: await code() })).toMatchObject({
      status: 'approved',
    });
  });

  test('that is restarted has every verification, and each attempt', async () => {
    const { codes, code } = setUp(redisStore({ client, keyPrefix: 'restarted' }), 5000);
    const { id } = (await codes.start({ to, usageType })) as Started;
    expect(await codes.check({ id, code: 'x' })).toEqual({ status: 'wrong', attemptsLeft: 4 });
    await redis.kill();
    await redis.start();
    await expect.poll(() => client.status).toBe('ready');
    expect(await codes.check({ id, code: 'x' })).toEqual({ status: 'wrong', attemptsLeft: 3 });
    const right = await code();
    const results = await Promise.all([1, 2, 3].map(() => codes.check({ id, code: right })));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['approved', 'used', 'used']);
    await redis.kill();
    await redis.start();
    await expect.poll(() => client.status).toBe('ready');
    expect(await codes.check({ id, code: right })).toEqual({ status: 'used' });
  });

  test.each([
    [
      'ioredis',
      (port: number) => {
        const unreachable = new Ioredis({ port, password });
        unreachable.on('error', () => {});
        return { client: unreachable, close: () => unreachable.disconnect() };
      },
    ],
    [
      'node-redis',
      (port: number) => {
        const unreachable = createClient({ url: `redis://:${password}@127.0.0.1:${port}` });
        unreachable.on('error', () => {});
        unreachable.connect().catch(() => undefined);
        return { client: unreachable, close: () => unreachable.destroy() };
      },
    ],
  ])('that is unreachable fails in time, with %s', async (_, connectTo) => {
    const port = await freePort();
    const { client: unreachable, close } = connectTo(port);
    const { codes, texts, exceptions } = setUp(redisStore({ client: unreachable }));
    await failsWith(codes, randomUUID(), [...hidden(), String(port)]);
    expect([await texts(), exceptions.length]).toEqual([[], 5]);
    close();
  });

  test('that refuses the client fails, and onException says why', async () => {
    const stranger = new Ioredis({ port: redis.port });
    stranger.on('error', () => {});
    const { codes, exceptions } = setUp(redisStore({ client: stranger }), 5000);
    await failsWith(codes, randomUUID(), hidden());
    expect(String(exceptions[0])).toMatch(/NOAUTH/);
    stranger.disconnect();
  });
});

describe('a PostgreSQL', () => {
  let postgres: Postgres;
  let pool: Pool;
  beforeAll(async () => {
    postgres = await startPostgres();
    pool = new Pool({ connectionString: postgres.url });
    pool.on('error', () => {});
  });
  afterAll(async () => {
    await pool.end();
    await postgres[Symbol.asyncDispose]();
  });

  test('that is killed fails, and has everything when it runs again', async () => {
    const store = postgresStore({ client: pool });
    await store.migrate();
    const { codes, code } = setUp(store, 5000);
    const { id } = (await codes.start({ to, usageType })) as Started;
    await codes.check({ id, code: 'x' });
    await postgres.kill();
    await failsWith(codes, id, [String(postgres.port), '127.0.0.1', 'postgres:', '123456', to]);
    await postgres.start();
    // It first recovers, and refuses connections meanwhile.
    await expect.poll(() => pool.query('SELECT 1').then(() => 'ready', String)).toBe('ready');
    expect(await codes.check({ id, code: 'x' })).toEqual({ status: 'wrong', attemptsLeft: 3 });
    expect(await codes.check({ id, code: await code() })).toMatchObject({ status: 'approved' });
  });

  test('without the tables fails, and onException says why', async () => {
    const { codes, exceptions } = setUp(
      postgresStore({ client: pool, tablePrefix: 'none_' }),
      5000,
    );
    await failsWith(codes, randomUUID(), ['none_', to]);
    expect(String(exceptions[0])).toMatch(/none_verification_recipients/);
  });
});

describe('an SQLite file', () => {
  test('that another process has locked fails in time, and goes on afterwards', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sqlite-'));
    const [database, other] = [0, 1].map(() => new DatabaseSync(path.join(folder, 'codes.db')));
    if (database === undefined || other === undefined) throw new Error('unreachable');
    const store = sqliteStore({ database });
    await store.migrate();
    const { codes, code } = setUp(store);
    const { id } = (await codes.start({ to, usageType })) as Started;
    other.exec('BEGIN EXCLUSIVE');
    await failsWith(codes, id, [folder, to, '123456']);
    other.exec('ROLLBACK');
    // What waited goes on: that attempt counts.
    await expect.poll(() => attemptsLeft(codes, id)).toBeLessThanOrEqual(3);
    const next = (await codes.start({ to, usageType })) as Started;
    other.exec('BEGIN EXCLUSIVE');
    const checking = codes.check({ id: next.id, code: await code() });
    other.exec('ROLLBACK');
    expect(await checking).toMatchObject({ status: 'approved' });
    await codes.close();
    database.close();
    other.close();
    await rm(folder, { recursive: true });
  });
});

test.each([[0], [-1], [Number.NaN], [2 ** 31], ['300']])(
  'storeTimeoutMs of %j is refused',
  async (storeTimeoutMs) => {
    const { sender } = phone();
    const options = { sender, secret, storeTimeoutMs: storeTimeoutMs as number };
    const error = await expectConnectorError((async () => verification(options))());
    expect(error.issues?.[0]?.path).toBe('storeTimeoutMs');
  },
);
