import { createHmac } from 'node:crypto';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { flexibleCounter } from './flexible-counter.ts';
import type { LimitStore } from './limit-store.ts';

export interface RedisStoreOptions {
  /** A connected client of `ioredis` or `redis`. The caller closes it. */
  readonly client: object;
  /** Hides phone numbers and IP addresses in Redis: at least 32 characters, the same in all processes. */
  readonly secret: string;
  /** What the keys in Redis start with; `sms-limits` by default. */
  readonly keyPrefix?: string | undefined;
}

/** Counts in Redis, for all processes together. @throws `TypeError` for a secret that is too short */
export function redisStore({
  client,
  secret,
  keyPrefix = 'sms-limits',
}: RedisStoreOptions): LimitStore {
  if (typeof secret !== 'string' || secret.length < 32) {
    throw new TypeError('secret must be a text of at least 32 characters.');
  }
  const written = (key: string): string =>
    createHmac('sha256', secret).update(key).digest('base64url');
  return {
    isLocal: false,
    counter: (name, { messages, seconds }) =>
      flexibleCounter(
        new RateLimiterRedis({
          storeClient: client,
          useRedisPackage: !('defineCommand' in client),
          keyPrefix: `${keyPrefix}:${name}`,
          points: messages,
          duration: seconds,
          rejectIfRedisNotReady: true,
        }),
        written,
      ),
  };
}
