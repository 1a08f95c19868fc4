import { type ClaimStore, keptMs } from './claims.ts';

export interface RedisClaimsOptions {
  /** A connected client of `ioredis` or `redis`. The caller closes it. */
  readonly client: object;
  /** What the keys in Redis start with; `sms-hooks` by default. */
  readonly keyPrefix?: string | undefined;
}

/** Remembers in Redis, for all processes together. */
export function redisClaims({ client, keyPrefix = 'sms-hooks' }: RedisClaimsOptions): ClaimStore {
  const { set, del } = commandsOf(client);
  return {
    claim: async (key) => (await set(`${keyPrefix}:${key}`)) === 'OK',
    release: (key) => del(`${keyPrefix}:${key}`),
  };
}

interface Commands {
  /** Sets a key that is not set, for as long as claims are kept. */
  readonly set: (key: string) => Promise<unknown>;
  readonly del: (key: string) => Promise<unknown>;
}

interface Client {
  readonly set: (key: string, value: string, ...options: readonly unknown[]) => Promise<unknown>;
  readonly del: (key: string) => Promise<unknown>;
}

function commandsOf(client: object): Commands {
  const redis = client as Client;
  if (typeof redis.set !== 'function' || typeof redis.del !== 'function') {
    throw new TypeError('client must be a client of ioredis or redis.');
  }
  const isIoredis = 'defineCommand' in client;
  const options = isIoredis ? ['PX', keptMs, 'NX'] : [{ PX: keptMs, NX: true }];
  return {
    set: (key) => redis.set(key, '1', ...options),
    del: (key) => redis.del(key),
  };
}
