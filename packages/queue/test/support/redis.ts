import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { startRedis } from '../../../../test/redis/start-redis.ts';

/** A Redis that tests only read and write: that of `REDIS_URL`, or one that is started. */
export interface SharedRedis extends AsyncDisposable {
  readonly url: string;
  /** A new client, which is closed with the rest. */
  readonly connect: () => Redis;
}

export async function sharedRedis(): Promise<SharedRedis> {
  const given = process.env['REDIS_URL'];
  const own = given === undefined || given === '' ? await startRedis() : undefined;
  const url = own?.url ?? given ?? '';
  const clients: Redis[] = [];
  return {
    url,
    connect: () => {
      const client = new Redis(url, { retryStrategy: () => 50 });
      client.on('error', () => {});
      clients.push(client);
      return client;
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.disconnect();
      await own?.[Symbol.asyncDispose]();
    },
  };
}

/** A name that no other test has, also in a Redis that others use. */
export function newName(): string {
  return `test-${randomUUID().slice(0, 8)}`;
}
