import { failover } from '@sms-connectors/policies';
import { Cluster } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type RedisCluster } from '../../../test/redis/start-cluster.ts';
import { messageQueue, redisReportStore } from '../src/index.ts';
import { messageOf, messagesOf, secret } from './support/messages.ts';
import { provider } from './support/provider.ts';
import { newName, sharedRedis, type SharedRedis } from './support/redis.ts';

let redis: SharedRedis;
let cluster: RedisCluster;

beforeAll(async () => {
  [redis, cluster] = await Promise.all([sharedRedis(), startCluster()]);
});
afterAll(async () => {
  await Promise.all([redis[Symbol.asyncDispose](), cluster[Symbol.asyncDispose]()]);
});

const clients = [
  [
    'ioredis for a cluster of three nodes',
    async () => {
      const client = new Cluster(cluster.ports.map((port) => ({ host: '127.0.0.1', port })));
      client.on('error', () => {});
      return { client, close: () => client.disconnect() };
    },
  ],
  [
    'redis',
    async () => {
      const client = createClient({ url: redis.url });
      client.on('error', () => {});
      await client.connect();
      return { client, close: () => client.destroy() };
    },
  ],
] as const;

describe.each(clients)('with a client of %s', (_, connect) => {
  test('everything works that touches Redis', async () => {
    const { client, close } = await connect();
    const queue = messageQueue({
      client,
      secret: [secret, `${secret} of yesterday`],
      name: newName(),
      lockMs: 1000,
      afterUndelivered: 'next',
      lanes: { one: {}, two: {}, three: {} },
      laneOf: ({ to }) => ['one', 'two', 'three'][Number(to.at(-1)) % 3],
    });
    const [first, second] = [provider('first'), provider('second')];
    first.next({ code: 'opted_out' }, { code: 'rate_limited', retryAfterMs: 10 });
    second.next({ code: 'rate_limited', retryAfterMs: 10 });
    const canceled = await queue.enqueue(messageOf(100), { idempotencyKey: 'canceled' });
    expect(await queue.cancel(canceled.id)).toMatchObject({ status: 'canceled' });
    expect(await queue.enqueue(messageOf(101), { idempotencyKey: 'canceled' })).toEqual({
      ...canceled,
      isRepeated: true,
    });

    queue.worker({ sender: failover([first, second]) });
    const many = messagesOf(12).map((message, index) => ({ message, priority: index % 2 }));
    const queued = await queue.enqueueAll(many);
    expect(new Set(queued.map(({ id }) => id.split('.')[0]))).toEqual(
      new Set(['one', 'two', 'three']),
    );
    const ends = await Promise.all(queued.map(async ({ id }) => queue.waitFor(id)));
    const statuses = ends.map((end) => end?.status);
    expect(statuses.filter((status) => status === 'accepted')).toHaveLength(11);
    expect(statuses.filter((status) => status === 'rejected')).toHaveLength(1);

    const { messageId } = await queue.sender().send(messageOf(200));
    const report = {
      messageId,
      status: 'undelivered',
      provider: { id: 'first', status: 'x' },
    } as const;
    const store = redisReportStore({ client, keyPrefix: newName() });
    expect(await store.has(messageId)).toBe(false);
    await queue.handleReports([report]);
    await store.add(messageId);
    expect(await store.has(messageId)).toBe(true);
    await expect
      .poll(() => second.asked.some(({ message }) => message.to === messageOf(200).to))
      .toBe(true);

    await queue.pause();
    await queue.enqueue(messageOf(201));
    expect(await queue.drain()).toBe(1);
    await queue.resume();
    const counts = Object.values(await queue.counts());
    expect(counts).toHaveLength(3);
    expect(counts.every(({ waiting, delayed }) => waiting + delayed === 0)).toBe(true);
    await queue.close();
    close();
  });
});
