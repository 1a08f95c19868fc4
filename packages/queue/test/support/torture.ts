import { setTimeout as delay } from 'node:timers/promises';
import { messageQueue, type MessageEnd, type QueueSettings } from '@sms-connectors/queue';
import { Redis } from 'ioredis';
import { messagesOf, secret } from './messages.ts';
import { startWorkerProcess, type WorkerProcess } from './processes.ts';
import type { RecordingProvider } from './recording-provider.ts';

export interface Torture {
  readonly redisUrl: string;
  readonly provider: RecordingProvider;
  readonly settings: QueueSettings;
  readonly folder: string;
  readonly messages: number;
  readonly kills: number;
  readonly workers: number;
  /** What else happens while workers are killed. */
  readonly meanwhile?: (() => Promise<void>) | undefined;
}

export interface Damage {
  /** How many messages ended in each way. */
  readonly ends: Readonly<Record<string, number>>;
  /** Messages without an end. */
  readonly missing: number;
  /** Messages that the provider accepted more than once. */
  readonly doubled: number;
  /** Messages whose end and the provider's record disagree. */
  readonly wrong: number;
  readonly killed: number;
}

/** Sends messages while workers are killed at random moments, and compares the results with the provider's record. */
export async function torture({
  redisUrl,
  provider,
  settings,
  folder,
  messages: count,
  kills,
  workers: workerCount,
  meanwhile,
}: Torture): Promise<Damage> {
  const client = new Redis(redisUrl, { retryStrategy: () => 50 });
  client.on('error', () => {});
  const queue = messageQueue({ client, secret, ...settings });
  const messages = messagesOf(count);
  const queued = await queue.enqueueAll(messages.map((message) => ({ message })));
  const job = { redisUrl, settings, provider: provider.forWorkers, concurrency: 20 };
  const start = (): WorkerProcess => startWorkerProcess(job, folder);
  const workers = Array.from({ length: workerCount }, start);
  await Promise.all(workers.map(({ ready }) => ready));

  const trouble = meanwhile?.();
  let killed = 0;
  for (; killed < kills; killed += 1) {
    const index = killed % workerCount;
    const victim = workers[index] as WorkerProcess;
    await victim.ready;
    await delay(Math.random() * 150);
    victim.child.kill('SIGKILL');
    await victim.ended;
    workers[index] = start();
  }
  await trouble;

  const ends = await Promise.all(
    queued.map(async ({ id }) => queue.waitFor(id, { timeoutMs: 120_000 })),
  );
  // One that is still starting could not say so any more.
  await Promise.all(workers.map(({ ready }) => ready));
  for (const { child } of workers) child.disconnect();
  await Promise.all(workers.map(({ ended }) => ended));
  await queue.close();
  client.disconnect();
  const accepted = messages.map(({ to }) => provider.accepted(to));
  return {
    ends: countBy(ends.map((end) => end?.status ?? 'none')),
    missing: ends.filter((end) => end === undefined).length,
    doubled: accepted.filter((times) => times > 1).length,
    wrong: ends.filter((end, index) => isWrong(end, accepted[index] ?? 0)).length,
    killed,
  };
}

function isWrong(end: MessageEnd | undefined, accepted: number): boolean {
  if (end?.status === 'accepted') return accepted !== 1;
  // What is unknown may have been sent.
  return end?.status !== 'unknown' && accepted > 0;
}

function countBy(values: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
