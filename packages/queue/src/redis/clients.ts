import {
  createIORedisClient,
  createNodeRedisClient,
  type IRedisClient,
  RedisConnection,
} from 'bullmq';

/** BullMQ's view of a client of `ioredis` or `redis`. @throws `TypeError` for another client */
export function adapt(client: object): IRedisClient {
  if ('defineCommand' in client) return createIORedisClient(client as never);
  if ('evalSha' in client) return createNodeRedisClient(client);
  throw new TypeError('client must be a client of ioredis or of redis.');
}

/** A connection of its own for what must not fail while Redis is away: its commands wait. */
export function patientClient(client: IRedisClient): IRedisClient {
  return client.duplicate({ maxRetriesPerRequest: null });
}

/** Waits until the client is connected; at once if it is. */
export function connectedClient(client: IRedisClient): () => Promise<void> {
  let waiting: Promise<void> | undefined;
  return async () => {
    if (client.status === 'ready') return;
    // All who wait share one wait, so that an outage does not fill the process with listeners.
    waiting ??= RedisConnection.waitUntilReady(client).finally(() => {
      waiting = undefined;
    });
    await waiting;
  };
}
