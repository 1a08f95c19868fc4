// Compares the queue with bare BullMQ, and measures how long a message waits.
//   pnpm bench:queue
//   pnpm bench:queue --quick     half of the rounds and a fifth of the waiting messages
//   pnpm bench:queue --torture   no measurement: 5000 messages, 200 killed workers, Redis killed and away
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message, Sender } from '@sms-connectors/core';
import { messageQueue, type MessageQueue } from '@sms-connectors/queue';
import { Queue, Worker } from 'bullmq';
import { Redis as Ioredis } from 'ioredis';
import { startRecordingProvider } from '../packages/queue/test/support/recording-provider.ts';
import { torture } from '../packages/queue/test/support/torture.ts';
import { startRedis } from '../test/redis/start-redis.ts';
import { writePages } from './pages.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const here = import.meta.dirname;
const secret = 'x'.repeat(32);
const share = process.argv.includes('--quick') ? 0.2 : 1;
const rounds = share === 1 ? { warmUp: 4, measured: 6 } : { warmUp: 2, measured: 3 };
const concurrency = 100;
let names = 0;

if (process.argv.includes('--torture')) await tortureQueue();
else await measureQueue();

async function measureQueue(): Promise<void> {
  // What Redis is told to do in production, so that both write their file.
  await using redis = await startRedis(['--appendfsync', 'everysec']);
  const client = new Ioredis(redis.url, { maxRetriesPerRequest: null });
  const load = os.loadavg()[0] ?? 0;
  const ratios: Record<'single' | 'bulk' | 'processing', number[]> = {
    single: [],
    bulk: [],
    processing: [],
  };
  for (let round = 0; round < rounds.warmUp + rounds.measured; round += 1) {
    const ours = await ratesOfQueue(client);
    const bare = await ratesOfBullmq(client);
    // The first rounds load scripts and compile.
    if (round < rounds.warmUp) continue;
    for (const name of ['single', 'bulk', 'processing'] as const) {
      ratios[name].push(bare[name] / ours[name]);
    }
    console.error(
      `  one by one ${rounded(ours.single)} and ${rounded(bare.single)}, in bulk ${rounded(ours.bulk)} and ${rounded(bare.bulk)}, processed ${rounded(ours.processing)} and ${rounded(bare.processing)} µs of CPU`,
    );
  }
  const waits = await waitsAt(client, 500, Math.max(2, 10 * share));
  const growth = await growthOf(client, 100_000 * share);
  const scaling = await scalingOf(redis.url, client, 4000 * share);
  client.disconnect();

  const waiting = (100_000 * share).toLocaleString('en');
  const rows = [
    ['queue', 'goal', 'this run'],
    ['CPU of bare BullMQ to ours, enqueued one by one', '≥ 0.6', median(ratios.single).toFixed(2)],
    ['CPU of bare BullMQ to ours, enqueued in bulk', '≥ 0.6', median(ratios.bulk).toFixed(2)],
    [
      'messages processed, 100 at once, to bare BullMQ',
      '≥ 0.5',
      median(ratios.processing).toFixed(2),
    ],
    [
      'from `enqueue` to the sender at 500 a second, half of the messages',
      '',
      `${quantile(waits, 0.5).toFixed(1)} ms`,
    ],
    [
      'from `enqueue` to the sender at 500 a second, 99 of 100 messages',
      '≤ 20 ms',
      `${quantile(waits, 0.99).toFixed(1)} ms`,
    ],
    [
      `enqueuing the last tenth of ${waiting} waiting messages, to the first tenth`,
      '≤ 1.2',
      growth.slowdown.toFixed(2),
    ],
    ['memory of Redis per waiting message', '', `${growth.bytes.toFixed(0)} B`],
    ['memory of Redis per result', '', `${growth.bytesOfResult.toFixed(0)} B`],
    ['two workers to one, a provider that takes 20 ms', '≥ 1.7', scaling.toFixed(2)],
    [
      'load of the machine at the start, and its cores',
      '',
      `${load.toFixed(0)}, ${os.availableParallelism()}`,
    ],
  ];
  writeFileSync(path.join(here, 'results/queue.md'), `${table(rows)}\n`);
  writePages();
  console.log(table(rows));
}

/** CPU of this process and of Redis for each message, in microseconds: other work on the machine does not change it. */
interface Rates {
  readonly single: number;
  readonly bulk: number;
  readonly processing: number;
}

async function ratesOfQueue(client: Ioredis): Promise<Rates> {
  const queue = open(client);
  const single = await cost(client, 500, async (count) => {
    for (let number = 0; number < count; number += 1) await queue.enqueue(messageOf(number));
  });
  const bulk = await cost(client, 5000, async (count) => {
    await queue.enqueueAll(messages(count));
  });
  const processing = await cost(client, 5500, async (count) => {
    const { sender, done } = counting(count);
    queue.worker({ sender, concurrency });
    await done;
  });
  await queue.close();
  return { single, bulk, processing };
}

/** The same work with BullMQ alone: jobs of the same size, which are removed when they have done nothing. */
async function ratesOfBullmq(client: Ioredis): Promise<Rates> {
  const name = newName();
  const options = { connection: client, prefix: `{${name}}` };
  const queue = new Queue(name, options);
  const data = { sealed: 'x'.repeat(220) };
  const single = await cost(client, 500, async (count) => {
    for (let number = 0; number < count; number += 1) await queue.add('message', data);
  });
  const bulk = await cost(client, 5000, async (count) => {
    for (let from = 0; from < count; from += 1000) {
      const length = Math.min(1000, count - from);
      await queue.addBulk(Array.from({ length }, () => ({ name: 'message', data })));
    }
  });
  const processing = await cost(client, 5500, async (count) => {
    let left = count;
    const { promise, resolve } = Promise.withResolvers<void>();
    const work = async (): Promise<void> => {
      left -= 1;
      if (left === 0) resolve();
    };
    const worker = new Worker(name, work, {
      ...options,
      concurrency,
      removeOnComplete: { count: 0 },
    });
    await promise;
    await worker.close();
  });
  await queue.close();
  return { single, bulk, processing };
}

/** How long messages wait, in milliseconds, if so many come each second. */
async function waitsAt(
  client: Ioredis,
  perSecond: number,
  seconds: number,
): Promise<readonly number[]> {
  const queue = open(client);
  const startedAt = new Map<string, number>();
  const waits: number[] = [];
  const sender = senderOf(async ({ to }) => {
    waits.push(performance.now() - (startedAt.get(to) ?? 0));
  });
  await queue.worker({ sender, concurrency }).ready();
  const begin = performance.now();
  const enqueued: Promise<unknown>[] = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const due = begin + (number * 1000) / perSecond;
    if (due > performance.now()) await delay(due - performance.now());
    const message = messageOf(number);
    startedAt.set(message.to, performance.now());
    enqueued.push(queue.enqueue(message));
  }
  await Promise.all(enqueued);
  while (waits.length < perSecond * seconds) await delay(10);
  await queue.close();
  // The first second opens connections and compiles.
  return waits.slice(perSecond);
}

async function growthOf(client: Ioredis, count: number) {
  const queue = open(client);
  const tenth = count / 10;
  const before = await memoryOf(client);
  const times: number[] = [];
  for (let part = 0; part < 10; part += 1) {
    const start = performance.now();
    await queue.enqueueAll(messages(tenth));
    times.push(performance.now() - start);
  }
  const waiting = await memoryOf(client);
  const { sender, done } = counting(count);
  queue.worker({ sender, concurrency });
  await done;
  await delay(200);
  const results = await memoryOf(client);
  await queue.close();
  const [first = 1] = times;
  return {
    slowdown: (times.at(-1) ?? 0) / first,
    bytes: (waiting - before) / count,
    bytesOfResult: (results - before) / count,
  };
}

/** How much faster two processes are than one. */
async function scalingOf(url: string, client: Ioredis, count: number): Promise<number> {
  const rates: number[] = [];
  for (const processes of [1, 2]) {
    const queue = open(client);
    await queue.pause();
    await queue.enqueueAll(messages(count));
    const workers = Array.from({ length: processes }, () => startWorker(url, names));
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    rates.push(
      await rate(count, async () => {
        await queue.resume();
        while ((await queue.lanes.get('default')?.count()) !== 0) await delay(20);
      }),
    );
    for (const worker of workers) worker.disconnect();
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
    await queue.close();
  }
  const [one = 1, two = 0] = rates;
  return two / one;
}

function startWorker(url: string, name: number): ChildProcess {
  return fork(path.join(here, 'child/queue-worker.ts'), [url, `bench-${name}`, secret]);
}

async function tortureQueue(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-queue-'));
  await using redis = await startRedis();
  await using provider = await startRecordingProvider();
  const meanwhile = async (): Promise<void> => {
    await delay(20_000);
    await redis.kill();
    await delay(2000);
    await redis.start();
    await delay(20_000);
    redis.pause();
    await delay(30_000);
    redis.resume();
  };
  const settings = { name: 'torture', lockMs: 2000, lifetimeSeconds: 3600, resultSeconds: 7200 };
  const given = { redisUrl: redis.url, provider, settings, folder, meanwhile };
  console.log(await torture({ ...given, messages: 5000 * share, kills: 200 * share, workers: 4 }));
  rmSync(folder, { recursive: true });
}

function open(client: Ioredis): MessageQueue {
  return messageQueue({
    client,
    secret,
    name: newName(),
    maxWaiting: 1_000_000,
    redisTimeoutMs: 60_000,
  });
}

function newName(): string {
  names += 1;
  return `bench-${names}`;
}

function messageOf(number: number): Message {
  const to = `+3369${String(number).padStart(7, '0')}`;
  return { to, usageType: 'SignIn', payload: { code: '123456' }, locale: 'fr' };
}

function messages(count: number): readonly { readonly message: Message }[] {
  return Array.from({ length: count }, (_, number) => ({ message: messageOf(number) }));
}

function senderOf(work: (message: Message) => Promise<void>): Sender {
  return {
    id: 'immediate',
    send: async (message) => {
      await work(message);
      return { messageId: '1', status: 'queued', provider: { id: 'immediate' } };
    },
  };
}

/** A sender that does nothing, and tells when it has done so often enough. */
function counting(count: number): { readonly sender: Sender; readonly done: Promise<void> } {
  let left = count;
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const sender = senderOf(async () => {
    left -= 1;
    if (left === 0) resolve();
  });
  return { sender, done };
}

/** CPU for each message, of this process and of Redis, in microseconds. */
async function cost(
  client: Ioredis,
  count: number,
  work: (count: number) => Promise<void>,
): Promise<number> {
  const own = process.cpuUsage();
  const before = await cpuOf(client);
  await work(count);
  const after = await cpuOf(client);
  const { user, system } = process.cpuUsage(own);
  return (user + system + after - before) / count;
}

/** What Redis has used, in microseconds. */
async function cpuOf(client: Ioredis): Promise<number> {
  const info = await client.info('cpu');
  const seconds = [...info.matchAll(/^used_cpu_(?:user|sys):([\d.]+)/gm)].map(([, value]) =>
    Number(value),
  );
  return seconds.reduce((sum, value) => sum + value, 0) * 1e6;
}

/** How many a second. */
async function rate(count: number, work: (count: number) => Promise<void>): Promise<number> {
  const start = performance.now();
  await work(count);
  return (count / (performance.now() - start)) * 1000;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
}

async function memoryOf(client: Ioredis): Promise<number> {
  const info = await client.info('memory');
  return Number(/used_memory:(\d+)/.exec(info)?.[1]);
}

function rounded(value: number): string {
  return value.toFixed(0);
}
