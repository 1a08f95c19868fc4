import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Redis as Ioredis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Redis, startRedis } from '../../../test/redis/start-redis.ts';
import { messageQueue, type MessageQueue, type MessageQueueOptions } from '../src/index.ts';
import { messageOf } from './support/messages.ts';
import { provider } from './support/provider.ts';
import { newName } from './support/redis.ts';

const [first, second] = ['f'.repeat(32), 's'.repeat(32)];
let redis: Redis;
let client: Ioredis;
const opened: MessageQueue[] = [];

beforeAll(async () => {
  redis = await startRedis();
  client = new Ioredis(redis.url);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((queue) => queue.close()));
  vi.useRealTimers();
});
afterAll(async () => {
  client.disconnect();
  await redis[Symbol.asyncDispose]();
});

function open(options: Partial<MessageQueueOptions> = {}): MessageQueue {
  const queue = messageQueue({ client, secret: first, name: newName(), lockMs: 1000, ...options });
  opened.push(queue);
  return queue;
}

test('nobody who reads Redis, its files or its commands finds a number, a code, a text or a secret', async () => {
  const monitor = await client.monitor();
  const commands: string[] = [];
  monitor.on('monitor', (_, command: readonly string[]) => commands.push(command.join(' ')));
  const heard: unknown[] = [];
  const queue = open({ afterUndelivered: 'next', onEvent: (event) => void heard.push(event) });
  const secrets = {
    to: '+33698765401',
    payload: { code: '904172', name: 'canary-name' },
    requester: { ip: '203.0.113.71', userId: 'canary-user' },
    reference: 'canary-reference',
  };
  const message = { ...secrets, usageType: 'SignIn', locale: 'fr' } as const;
  const sender = provider();
  sender.next(
    {},
    { code: 'rate_limited', retryAfterMs: 10 },
    { code: 'opted_out' },
    { code: 'timeout', outcome: 'unknown' },
    {},
  );
  const options = { idempotencyKey: 'canary-key +33698765401' };
  const waiting = await queue.enqueue(message, options);
  const many = await queue.enqueueAll([{ message }, { message, priority: 7 }, { message }]);
  const expiresAt = new Date(Date.now() + 50);
  const late = await queue.enqueue({ ...message, expiresAt });
  // While they wait, the files have them.
  await client.config('SET', 'rdbcompression', 'no');
  await client.save();
  const before = await filesOf(client);
  await expect.poll(() => Date.now()).toBeGreaterThan(expiresAt.getTime());
  queue.worker({ sender, concurrency: 1 });
  const ends = await Promise.all([waiting, ...many, late].map(async ({ id }) => queue.waitFor(id)));
  expect(new Set(ends.map((end) => end?.status)).size).toBeGreaterThan(3);
  await queue.handleReports([
    { messageId: 'SM1', status: 'undelivered', provider: { id: 'provider', status: 'failed' } },
  ]);
  await client.save();
  const after = await filesOf(client);
  monitor.disconnect();

  expect(commands.length).toBeGreaterThan(50);
  expect(before.length).toBeGreaterThan(1000);
  const seen = [...commands, before, after, JSON.stringify({ heard, ends, many })].join('\n');
  const hidden = ['98765401', '904172', 'canary', '203.0.113', 'SignIn', first];
  expect(hidden.filter((text) => seen.includes(text))).toEqual([]);
  // Nothing stands for the number either: two messages to it have nothing in common.
  expect(new Set(many.map(({ id }) => id)).size).toBe(3);
});

test('messages are opened after the secret has changed, while those who enqueue have either', async () => {
  const name = newName();
  const old = open({ name, secret: [first, second] });
  const fresh = open({ name, secret: [second, first] });
  const queued = await Promise.all([old.enqueue(messageOf(1)), fresh.enqueue(messageOf(2))]);
  fresh.worker({ sender: provider() });
  const ends = await Promise.all(queued.map(async ({ id }) => old.waitFor(id)));
  expect(ends).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }]);
});

test('a message that no secret of a worker opens waits for another worker, and then ends', async () => {
  const name = newName();
  const queue = open({ name });
  const { id } = await queue.enqueue(messageOf(1));
  const { id: hopeless } = await queue.enqueue(messageOf(2));
  const sender = provider();
  const stranger = open({ name, secret: second });
  const worker = stranger.worker({ sender });
  await expect.poll(async () => (await queue.counts())['default']?.delayed).toBe(2);
  expect(await queue.result(id)).toEqual({ status: 'waiting' });
  await queue.cancel(id);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  expect(await queue.waitFor(hopeless)).toMatchObject({
    status: 'rejected',
    error: { code: 'invalid_config', message: expect.stringMatching(/no secret of the workers/) },
  });
  await worker.close();
  expect(sender.asked).toEqual([]);
});

test('what somebody moves to another message is not opened', async () => {
  const queue = open();
  const lane = queue.lanes.get('default');
  const [one, other] = await queue.enqueueAll(
    [1, 2].map((number) => ({ message: messageOf(number) })),
  );
  const job = await lane?.getJob(one?.id ?? '');
  const moved = await lane?.getJob(other?.id ?? '');
  await moved?.updateData(job?.data ?? {});
  const sender = provider();
  queue.worker({ sender });
  await queue.waitFor(one?.id ?? '');
  await expect.poll(async () => (await queue.counts())['default']?.delayed).toBe(1);
  expect(sender.asked).toHaveLength(1);
  await queue.drain();
});

/** What is in the folder of a server: its snapshot and its append-only files. */
async function filesOf(redisClient: Ioredis): Promise<string> {
  const [, folder = ''] = (await redisClient.config('GET', 'dir')) as string[];
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}
