import type { Redis } from 'ioredis';
import { ConfigError } from './config/config-error.ts';
import { type Log, jsonLog } from './http/access-log.ts';
import { makeMetrics, type Metrics } from './metrics.ts';
import { connectRedis, patientRedis } from './stores/connect-redis.ts';
import { redisStores } from './stores/redis-stores.ts';
import { secretsOf } from './stores/secrets.ts';
import { memoryStores, type Stores } from './stores/stores.ts';

/** What outlives a config: a reload must not forget what was counted or answered. */
export interface GatewayState {
  readonly metrics: Metrics;
  readonly log: Log;
  /** What is remembered, for a config with this secret. @throws `ConfigError` */
  readonly stores: (secret: readonly string[]) => Stores;
  /** A connection for a queue that all gateways share, if they share anything. */
  readonly queueClient?: Redis | undefined;
  /** Whether it can be reached. */
  readonly isReady: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** Remembers in this process. */
export function memoryState(log: Log = jsonLog): GatewayState {
  const stores = memoryStores();
  return {
    metrics: makeMetrics(),
    log,
    stores: () => stores,
    isReady: async () => true,
    close: async () => undefined,
  };
}

/** Remembers in Redis, together with all gateways that use it. @throws `ConfigError` if it cannot be reached */
export async function redisState(url: string, log: Log = jsonLog): Promise<GatewayState> {
  const client = await connectRedis(url, log);
  const queueClient = patientRedis(url);
  return {
    metrics: makeMetrics(),
    log,
    stores: ([first, ...others]) => {
      if (first !== undefined) return redisStores(client, secretsOf([first, ...others]));
      const why = 'it hides what the gateways share in Redis';
      throw new ConfigError([`secret: Required if REDIS_URL is set: ${why}.`]);
    },
    isReady: () =>
      client.ping().then(
        () => true,
        () => false,
      ),
    queueClient,
    close: async () => {
      client.disconnect();
      queueClient.disconnect();
    },
  };
}
