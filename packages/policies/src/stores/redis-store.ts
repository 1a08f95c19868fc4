import { createHmac } from 'node:crypto';
import { type EventEmitter, once } from 'node:events';
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
  const connected = firstConnection(client);
  return {
    isLocal: false,
    counter: (name, { messages, seconds }) => {
      const counter = flexibleCounter(
        new RateLimiterRedis({
          storeClient: client,
          useRedisPackage: !('defineCommand' in client),
          keyPrefix: `${keyPrefix}:${name}`,
          points: messages,
          duration: seconds,
          rejectIfRedisNotReady: true,
        }),
        written,
      );
      return {
        take: (key) => connected().then(() => counter.take(key)),
        giveBack: (key) => connected().then(() => counter.giveBack(key)),
        read: (key) => connected().then(() => counter.read(key)),
      };
    },
  };
}

/**
 * Waits for the first connection: a limit holds from the first message on, also while the client is still connecting.
 * Once there was one, a client that has lost it fails at once.
 */
function firstConnection(client: {
  readonly ping?: () => Promise<unknown>;
  readonly isReady?: boolean;
}): () => Promise<void> {
  let hasConnected = false;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    const controller = new AbortController();
    const { signal } = controller;
    try {
      // node-redis answers before it says that it is ready.
      const ready = client.isReady === false && once(client as EventEmitter, 'ready', { signal });
      await Promise.all([client.ping?.(), ready]);
      hasConnected = true;
    } finally {
      controller.abort();
      asking = undefined;
    }
  };
  const connected = async (): Promise<void> => {
    if (!hasConnected) await (asking ??= ask());
  };
  connected().catch(() => undefined);
  return connected;
}
