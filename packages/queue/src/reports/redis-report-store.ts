import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReportStore } from '@sms-connectors/core';
import { adapt } from '../redis/clients.ts';

export interface RedisReportStoreOptions {
  /** A client of `ioredis`, also for a cluster, or of `redis`. The caller closes it. */
  readonly client: object;
  /** What the keys in Redis start with; `sms-reports` by default. */
  readonly keyPrefix?: string | undefined;
}

export interface RedisReportStore extends ReportStore {
  readonly release: (key: string) => Promise<unknown>;
}

/** Providers send again for an hour and more, and some sign no time. */
const rememberedMs = 2 * 60 * 60 * 1000;
/** A process that was killed while it handled a report holds it up for so long. */
const reservedMs = 30_000;
/** Providers wait for an answer, most of them about ten seconds. */
const longestWaitMs = 5000;
const pauseMs = 50;

/** KEYS: report. ARGV: who asks, milliseconds. Returns who has the report, or `handled`. */
const reserve = `
  local known = redis.call('GET', KEYS[1])
  if known then return known end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return ARGV[1]
`;

/** KEYS: report. ARGV: who reserved it. */
const release = `
  if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
  return 1
`;

/**
 * Remembers in Redis which delivery reports were handled, for all processes together: a report that comes to several at
 * once is handled by one, and the others wait for its end. What takes longer than 30 seconds may be handled again.
 * @throws `TypeError` for a client of another library
 */
export function redisReportStore({
  client: given,
  keyPrefix = 'sms-reports',
}: RedisReportStoreOptions): RedisReportStore {
  const client = adapt(given);
  client.defineCommand('sms:reserveReport', { numberOfKeys: 1, lua: reserve });
  client.defineCommand('sms:releaseReport', { numberOfKeys: 1, lua: release });
  const own = randomUUID();
  // Of the same length, however long the ids of a provider are.
  const keyOf = (key: string): string =>
    `${keyPrefix}:${createHash('sha256').update(key).digest('base64url')}`;

  return {
    has: async (key) => {
      const startedAt = performance.now();
      while (performance.now() - startedAt < longestWaitMs) {
        const holder: unknown = await client.runCommand('sms:reserveReport', [
          keyOf(key),
          own,
          reservedMs,
        ]);
        if (holder === 'handled') return true;
        if (holder === own) return false;
        await delay(pauseMs);
      }
      throw new Error('Another process has been handling this report for too long.');
    },
    add: (key) => client.set(keyOf(key), 'handled', { PX: rememberedMs }),
    release: (key) => client.runCommand('sms:releaseReport', [keyOf(key), own]),
  };
}
