import { Redis } from 'ioredis';
import { ConfigError } from '../config/config-error.ts';
import type { Log } from '../http/access-log.ts';

const connectTimeoutMs = 5000;
const commandTimeoutMs = 2000;
const longestPauseMs = 2000;

/**
 * Connects to a Redis, and again whenever the connection is lost. Meanwhile, every command fails at once.
 * @throws `ConfigError` if it cannot be reached
 */
export async function connectRedis(url: string, log: Log): Promise<Redis> {
  if (URL.parse(url)?.hostname === undefined)
    throw unusable('It is no URL such as redis://redis:6379.');
  let hasConnected = false;
  let reason = 'no answer';
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    // A command whose answer was lost may have been done.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    retryStrategy: (times) => (hasConnected ? Math.min(times * 100, longestPauseMs) : null),
  });
  client.on('error', (error: NodeJS.ErrnoException) => {
    reason = reasonOf(error);
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    client.disconnect();
    const why = reason === 'no answer' ? reasonOf(error as Error) : reason;
    throw unusable(`Redis cannot be reached at ${placeOf(url)}: ${why}. Does it run?`);
  }
  hasConnected = true;
  client.on('close', () => log('error', 'redis_lost', { reason }));
  client.on('ready', () => log('info', 'redis_connected', {}));
  return client;
}

/** A connection whose commands wait while Redis is away. */
export function patientRedis(url: string): Redis {
  const client = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, longestPauseMs),
  });
  // The other connection tells of it.
  client.on('error', () => undefined);
  return client;
}

function unusable(problem: string): ConfigError {
  return new ConfigError([`REDIS_URL: ${problem}`]);
}

/** The host and the port: the rest of the URL may contain a password. */
function placeOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}

/** A code such as `ECONNREFUSED` or `WRONGPASS`. */
function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code ?? /^[A-Z]{4,}/.exec(message)?.[0] ?? 'no answer';
}
