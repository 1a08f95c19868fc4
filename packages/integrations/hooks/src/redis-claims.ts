import { type ClaimStore, keptMs } from './claims.ts';

export interface RedisClaimsOptions {
  /** A connected client of `ioredis` or `redis`. The caller closes it. */
  readonly client: object;
  /** What the keys in Redis start with; `sms-hooks` by default. */
  readonly keyPrefix?: string | undefined;
}

/** Remembers in Redis, for all processes together. */
export function redisClaims({ client, keyPrefix = 'sms-hooks' }: RedisClaimsOptions): ClaimStore {
  const { set, get, del } = commandsOf(client);
  return {
    claim: async (key) => {
      const name = `${keyPrefix}:${key}`;
      const own = crypto.randomUUID();
      for (;;) {
        const [taken] = await Promise.allSettled([set(name, own)]);
        if (taken.status === 'fulfilled' && taken.value === 'OK') return true;
        // If a connection breaks before the answer, Redis may have done the command, and a client may send it again.
        const holder = await get(name);
        if (holder !== null) return holder === own;
        if (taken.status === 'rejected') throw taken.reason;
        // It was given back between the two.
      }
    },
    release: (key) => del(`${keyPrefix}:${key}`),
  };
}

interface Commands {
  /** Sets a key that is not set, for as long as claims are kept. */
  readonly set: (key: string, value: string) => Promise<unknown>;
  /** The value of a key; `null` if it is not set. */
  readonly get: (key: string) => Promise<unknown>;
  readonly del: (key: string) => Promise<unknown>;
}

interface Client {
  readonly set: (key: string, value: string, ...options: readonly unknown[]) => Promise<unknown>;
  readonly get: (key: string) => Promise<unknown>;
  readonly del: (key: string) => Promise<unknown>;
}

function commandsOf(client: object): Commands {
  const redis = client as Client;
  if (![redis.set, redis.get, redis.del].every((command) => typeof command === 'function')) {
    throw new TypeError('client must be a client of ioredis or redis.');
  }
  const isIoredis = 'defineCommand' in client;
  const options = isIoredis ? ['PX', keptMs, 'NX'] : [{ PX: keptMs, NX: true }];
  return {
    set: (key, value) => redis.set(key, value, ...options),
    get: (key) => redis.get(key),
    del: (key) => redis.del(key),
  };
}
