import { createHash } from 'node:crypto';

/** A client of `ioredis` or of `redis` (node-redis), for one server or for a cluster. */
export type RedisClient = Ioredis | NodeRedis;

/** What is used of `ioredis`. */
export interface Ioredis {
  evalsha(sha: string, keyCount: number, ...keysAndValues: string[]): Promise<unknown>;
  eval(script: string, keyCount: number, ...keysAndValues: string[]): Promise<unknown>;
}

/** What is used of `redis`. */
export interface NodeRedis {
  evalSha(sha: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A script, known to Redis by its hash. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

export type RunScript = (
  script: Script,
  keys: readonly string[],
  values: readonly (string | number)[],
) => Promise<unknown>;

export function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** Runs scripts by their hash; a server that does not know one gets its text. @throws `TypeError` for another client */
export function scriptRunner(client: RedisClient): RunScript {
  const evaluate = evaluatorOf(client);
  return async ({ text, sha }, keys, values) => {
    const texts = values.map(String);
    try {
      return await evaluate('sha', sha, [...keys], texts);
    } catch (error) {
      // The server has not run it.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return evaluate('text', text, [...keys], texts);
    }
  };
}

type Evaluate = (
  by: 'sha' | 'text',
  script: string,
  keys: string[],
  values: string[],
) => Promise<unknown>;

function evaluatorOf(client: RedisClient): Evaluate {
  if ('evalSha' in client) {
    return async (by, sent, keys, values) => {
      const options = { keys, arguments: values };
      return by === 'sha' ? client.evalSha(sent, options) : client.eval(sent, options);
    };
  }
  if ('evalsha' in client) {
    return async (by, sent, keys, values) => {
      const given = [keys.length, ...keys, ...values] as [number, ...string[]];
      return by === 'sha' ? client.evalsha(sent, ...given) : client.eval(sent, ...given);
    };
  }
  throw new TypeError('client must be a client of ioredis or of redis.');
}
