import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { Redis as Ioredis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Redis, startRedis } from '../../../test/redis/start-redis.ts';
import {
  messageQueue,
  type MessageQueue,
  type MessageQueueOptions,
  type QueueEvent,
} from '../src/index.ts';
import { adapt } from '../src/redis/clients.ts';
import { scriptRunner } from '../src/redis/run-script.ts';
import { statesOf } from '../src/states/states.ts';
import { endOfLost } from '../src/ends.ts';
import { cutProxy } from './support/cut-proxy.ts';
import { messageOf, messagesOf, secret } from './support/messages.ts';
import { killWorkerProcesses, startWorkerProcess } from './support/processes.ts';
import { provider } from './support/provider.ts';
import { startRecordingProvider, type RecordingProvider } from './support/recording-provider.ts';
import { newName } from './support/redis.ts';
import { torture } from './support/torture.ts';

let redis: Redis;
let recording: RecordingProvider;
let folder: string;
const closing: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  [redis, recording, folder] = await Promise.all([
    startRedis(),
    startRecordingProvider(),
    mkdtemp(path.join(tmpdir(), 'queue-')),
  ]);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(async () => {
  killWorkerProcesses();
  await Promise.all([redis[Symbol.asyncDispose](), recording[Symbol.asyncDispose]()]);
  await rm(folder, { recursive: true, force: true });
});

function connect(port = redis.port): Ioredis {
  const client = new Ioredis(port, { retryStrategy: () => 50 });
  client.on('error', () => {});
  return client;
}

function open(options: Partial<MessageQueueOptions> = {}): MessageQueue {
  const client = (options.client as Ioredis | undefined) ?? connect();
  const queue = messageQueue({ secret, name: newName(), lockMs: 1000, ...options, client });
  closing.push(
    () => queue.close(),
    () => client.disconnect(),
  );
  return queue;
}

function pauseOnceQueued({ type }: { readonly type: string }): void {
  if (type === 'message_queued') redis.pause();
}

describe('a worker that falls silent', () => {
  test('before it sends leaves the message to another, and does not send it when it wakes', async () => {
    const settings = { name: newName(), lockMs: 1000 };
    const events: QueueEvent[] = [];
    const queue = open({ ...settings, onEvent: (event) => void events.push(event as QueueEvent) });
    const message = messageOf(1);
    const { id } = await queue.enqueue(message);
    const job = { redisUrl: redis.url, settings, provider: recording.forWorkers, concurrency: 1 };
    const kill = { step: 'begin', moment: 'before', signal: 'SIGSTOP' } as const;
    const silent = startWorkerProcess({ ...job, kill }, folder);
    await expect.poll(async () => (await queue.counts())['default']?.sending).toBe(1);
    const sender = provider();
    queue.worker({ sender });
    const end = await queue.waitFor(id);
    expect(end).toMatchObject({ status: 'accepted', tries: 2 });
    silent.wake();
    await silent.ready;
    silent.child.disconnect();
    expect(await silent.ended).toBeNull();
    expect([sender.asked.length, recording.accepted(message.to)]).toEqual([1, 0]);
    expect(await queue.result(id)).toEqual(end);
  });

  test('while it sends has sent once, and the first end stands', async () => {
    const settings = { name: newName(), lockMs: 1000 };
    const queue = open(settings);
    const message = messageOf(2);
    const digits = message.to.slice(1);
    recording.emulator.fail({ kind: 'slow', ms: 500 }, 1, ({ body }) => body.includes(digits));
    const { id } = await queue.enqueue(message);
    const job = { redisUrl: redis.url, settings, provider: recording.forWorkers, concurrency: 1 };
    const kill = { step: 'send', moment: 'sent', signal: 'SIGSTOP' } as const;
    const silent = startWorkerProcess({ ...job, kill }, folder);
    await expect.poll(() => recording.accepted(message.to)).toBe(1);
    const sender = provider();
    queue.worker({ sender });
    const end = await queue.waitFor(id);
    expect(end).toMatchObject({ status: 'unknown', error: { code: 'timeout' }, tries: 2 });
    silent.wake();
    silent.child.disconnect();
    expect(await silent.ended).toBeNull();
    expect(await queue.result(id)).toEqual(end);
    expect([sender.asked.length, recording.accepted(message.to)]).toEqual([0, 1]);
  });
});

test('a command that was on its way while others tried does not let its worker send', async () => {
  const client = connect();
  closing.push(() => client.disconnect());
  const states = statesOf(scriptRunner(adapt(client), 1), {
    state: (id) => `test:${id}`,
    job: (id) => `test:job:${id}`,
  });
  const left = endOfLost('sms', { tries: 2 });
  const begin = async (number: number, token: string) =>
    states.begin({ id: 'm', number, token }, 60_000, left);
  // The second try begins and is rejected, and the third waits, before the command of the first arrives.
  expect(await begin(2, 'b')).toBe('begun');
  // A client sends a command twice if the connection breaks before the answer.
  expect(await begin(2, 'b')).toBe('begun');
  const second = { id: 'm', number: 2, token: 'b' };
  expect(await states.putBack(second, 60_000)).toBe(true);
  expect(await states.putBack(second, 60_000)).toBe(true);
  expect(await begin(1, 'a')).toBe('superseded');
  expect(await begin(3, 'c')).toBe('begun');
  expect(await begin(2, 'b')).toBe('superseded');
  expect(await states.putBack(second, 60_000)).toBe(false);
  expect(await begin(4, 'd')).toMatchObject({ status: 'unknown' });
});

describe('Redis', () => {
  test('that is killed and comes back with its file has lost and doubled nothing', async () => {
    const queue = open({ redisTimeoutMs: 20_000 });
    const sender = provider('provider', { ms: 30 });
    queue.worker({ sender, concurrency: 5 });
    const queued = await queue.enqueueAll(messagesOf(60).map((message) => ({ message })));
    await expect.poll(() => sender.asked.length).toBeGreaterThan(20);
    await redis.kill();
    await delay(500);
    await redis.start();
    const ends = await Promise.all(queued.map(async ({ id }) => queue.waitFor(id)));
    const statuses = new Set(ends.map((end) => end?.status));
    expect([...statuses].filter((status) => status !== 'accepted' && status !== 'unknown')).toEqual(
      [],
    );
    const recipients = sender.asked.map(({ message }) => message.to);
    expect(new Set(recipients).size).toBe(recipients.length);
    const accepted = ends.filter((end) => end?.status === 'accepted').length;
    expect(accepted).toBeGreaterThan(40);
    expect(accepted).toBeLessThanOrEqual(recipients.length);
  });

  test('that is away is told in time, with nothing enqueued', async () => {
    const queue = open({ redisTimeoutMs: 400, afterUndelivered: 'next' });
    const { id } = await queue.enqueue(messageOf(1));
    await redis.kill();
    try {
      await delay(50);
      const startedAt = performance.now();
      const errors = await Promise.all([
        expectConnectorError(queue.enqueue(messageOf(2))),
        expectConnectorError(queue.sender().send(messageOf(3))),
      ]);
      expect(performance.now() - startedAt).toBeLessThan(3000);
      for (const error of errors) {
        expect(error).toMatchObject({ code: 'network', outcome: 'rejected', retryable: true });
      }
      // Of a message that Redis has had, nothing is known.
      const report = { messageId: 'SM1', status: 'undelivered' } as const;
      const asked = await Promise.all([
        expectConnectorError(queue.result(id)),
        expectConnectorError(queue.waitFor(id)),
        expectConnectorError(queue.cancel(id)),
        expectConnectorError(
          queue.handleReports([{ ...report, provider: { id: 'provider', status: 'failed' } }]),
        ),
      ]);
      for (const error of asked) {
        expect(error).toMatchObject({ code: 'network', outcome: 'unknown', retryable: false });
      }
    } finally {
      await redis.start();
    }
    await expect.poll(async () => (await queue.counts())['default']?.waiting).toBe(1);
  });

  test('that hangs leaves the outcome unknown, and the idempotency key makes another call safe', async () => {
    const queue = open({ redisTimeoutMs: 400 });
    const options = { idempotencyKey: 'key' };
    await queue.enqueue(messageOf(1));
    redis.pause();
    let error;
    try {
      error = await expectConnectorError(queue.enqueue(messageOf(2)));
    } finally {
      redis.resume();
    }
    expect(error).toMatchObject({ code: 'network', outcome: 'unknown' });
    await expect
      .poll(async () => queue.enqueue(messageOf(3), options).catch(() => undefined))
      .toBeDefined();
    expect(await queue.enqueue(messageOf(3), options)).toMatchObject({ isRepeated: true });
    await expect.poll(async () => (await queue.counts())['default']?.waiting).toBe(3);
  });

  test('that hangs once it has the message does not make its sender say that nothing was sent', async () => {
    const queue = open({ redisTimeoutMs: 400, onEvent: pauseOnceQueued });
    await expect.poll(async () => (await queue.counts())['default']?.waiting).toBe(0);
    let error;
    try {
      error = await expectConnectorError(queue.sender().send(messageOf(1)));
    } finally {
      redis.resume();
    }
    expect(error.outcome).toBe('unknown');
  });

  test('that hung takes as many messages as before once it answers', async () => {
    const queue = open({ redisTimeoutMs: 200, maxWaiting: 2 });
    await expect.poll(async () => (await queue.counts())['default']?.waiting).toBe(0);
    redis.pause();
    try {
      const sent = await Promise.allSettled([1, 2, 3].map((n) => queue.enqueue(messageOf(n))));
      expect(sent.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    } finally {
      redis.resume();
    }
    await expect.poll(async () => (await queue.counts())['default']?.waiting).toBe(0);
    await queue.enqueueAll([4, 5].map((n) => ({ message: messageOf(n) })));
  });

  test('that hangs between two lanes leaves the room of the first as it was', async () => {
    const lanes = { first: {}, second: {} };
    const queue = open({ redisTimeoutMs: 200, maxWaiting: 2, lanes });
    await queue.enqueue(messageOf(1), { lane: 'first' });
    redis.pause();
    try {
      const both = ['first', 'second'].map((lane) => ({ message: messageOf(2), lane }));
      const error = await expectConnectorError(queue.enqueueAll(both));
      expect(error).toMatchObject({ code: 'network', outcome: 'rejected' });
    } finally {
      redis.resume();
    }
    await expect.poll(async () => (await queue.counts())['first']?.waiting).toBe(1);
    await queue.enqueue(messageOf(3), { lane: 'first' });
  });

  test('that refuses to keep a message for the next provider leaves its end', async () => {
    const name = newName();
    const admin = connect();
    closing.push(() => admin.disconnect());
    const keys = [`~{${name}-default}*`, `~{${name}}*`];
    await admin.call('ACL', 'SETUSER', name, 'on', '>password', ...keys, '&*', '+@all');
    const credentials = { username: name, password: 'password' };
    const client = new Ioredis({ port: redis.port, ...credentials, retryStrategy: () => 50 });
    const events: string[] = [];
    const queue = open({
      name,
      client,
      afterUndelivered: 'next',
      onEvent: ({ type }) => void events.push(type),
    });
    queue.worker({ sender: provider() });
    const { id } = await queue.enqueue(messageOf(1));
    expect(await queue.waitFor(id, { timeoutMs: 3000 })).toMatchObject({ status: 'accepted' });
    expect(events).toContain('redis_failed');
  });

  test('that a worker cannot reach gives its message to another, which does not send it', async () => {
    const name = newName();
    await using proxy = await cutProxy(redis.port);
    const far = open({ name, client: connect(proxy.port) });
    const near = open({ name });
    const sender = provider('provider', { ms: 600 });
    const { id } = await near.enqueue(messageOf(1));
    const worker = far.worker({ sender });
    await expect.poll(() => sender.asked.length).toBe(1);
    proxy.cut();
    near.worker({ sender });
    const end = await near.waitFor(id);
    expect(end).toMatchObject({ status: 'unknown', tries: 2 });
    proxy.heal();
    await worker.close();
    expect(await near.result(id)).toEqual(end);
    expect(sender.asked).toHaveLength(1);
  });
});

test('workers that are killed at random neither lose nor double a message', async () => {
  // The numbers are those of other tests, so its record must be its own.
  await using recorded = await startRecordingProvider();
  const damage = await torture({
    redisUrl: redis.url,
    provider: recorded,
    settings: { name: newName(), lockMs: 1000 },
    folder,
    messages: 250,
    kills: 3,
    workers: 2,
  });
  expect(damage).toMatchObject({ missing: 0, doubled: 0, wrong: 0, killed: 3 });
  expect(damage.ends['accepted']).toBeGreaterThan(150);
});
