import { setTimeout as delay } from 'node:timers/promises';
import type { Sender } from '@sms-connectors/core';
import { Worker } from 'bullmq';
import type { Context } from '../context.ts';
import type { Lane } from '../lanes.ts';
import type { QueueWorker, WorkerOptions } from '../queue.ts';
import { reasonOf } from '../redis/ask-redis.ts';
import { patientClient } from '../redis/clients.ts';
import { scriptRunner } from '../redis/run-script.ts';
import { keeperForNext } from '../reports/keep-for-next.ts';
import type { JobData } from '../sealed-message.ts';
import { statesOf } from '../states/states.ts';
import { persist } from './persist.ts';
import { processMessage } from './process-message.ts';

/** A message that makes workers fall silent is tried until it expires: BullMQ must not end it by itself. */
const maxStalledCount = 1_000_000;
/** How many failed messages BullMQ keeps for its dashboards, without their content. */
const keptFailures = 1000;
/** How long a worker that closes goes on telling Redis what it knows. */
const closingMs = 5000;

/** Sends the messages of all lanes. @throws `TypeError` if a lane has no sender */
export function startWorker(context: Context, options: WorkerOptions): QueueWorker {
  const { settings, lanes, emit } = context;
  const senders = new Map([...lanes.keys()].map((name) => [name, senderOf(options, name)]));
  const client = patientClient(context.client);
  const tellFailure = (error: unknown): void =>
    emit({ type: 'redis_failed', queue: settings.name, reason: reasonOf(error) });
  client.on('error', tellFailure);
  let givesUpAt = Number.POSITIVE_INFINITY;
  const keepTrying = <Value>(work: () => Promise<Value>): Promise<Value> =>
    persist(work, () => performance.now() > givesUpAt);
  const run = scriptRunner(client, 1);
  const workers = [...lanes.values()].map((lane) => laneWorker(lane, senders.get(lane.name)));
  let closing: Promise<void> | undefined;

  const close = async (): Promise<void> => {
    const longestMs = (options.timeoutMs ?? defaultTimeoutMs) + closingMs;
    givesUpAt = performance.now() + longestMs;
    const closed = Promise.all(workers.map((worker) => worker.close()));
    // BullMQ would wait for a Redis that does not come back.
    await Promise.race([closed, delay(longestMs + closingMs, undefined, { ref: false })]);
    client.disconnect();
  };
  return {
    ready: async () => {
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    },
    close: () => (closing ??= close()),
    [Symbol.asyncDispose]: () => (closing ??= close()),
  };

  function laneWorker(lane: Lane, sender: Sender | undefined): Worker<JobData> {
    const { limit, concurrency } = lane.settings;
    const processing = {
      ...context,
      lane,
      states: statesOf(run, lane.keys),
      sender: sender as Sender,
      timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
      onEvent: options.onEvent,
      keepForNext: keeperForNext({ ...context, client }),
      persist: keepTrying,
    };
    const worker = new Worker<JobData>(
      lane.queue.name,
      async (job, token = '') => processMessage(processing, job, token),
      {
        connection: client,
        prefix: lane.queue.opts.prefix ?? '',
        concurrency: options.concurrency ?? concurrency,
        ...(limit && { limiter: { max: limit.messages, duration: limit.seconds * 1000 } }),
        lockDuration: settings.lockMs,
        stalledInterval: Math.max(250, Math.round(settings.lockMs / 3)),
        maxStalledCount,
        removeOnComplete: { count: 0 },
        removeOnFail: { age: settings.resultSeconds, count: keptFailures },
      },
    );
    worker.on('error', tellFailure);
    return worker;
  }
}

const defaultTimeoutMs = 10_000;

function senderOf({ sender }: WorkerOptions, lane: string): Sender {
  const isOne = typeof (sender as Sender).send === 'function';
  const own = isOne ? (sender as Sender) : (sender as Readonly<Record<string, Sender>>)[lane];
  if (typeof own?.send === 'function' && typeof own.id === 'string') return own;
  throw new TypeError(`The worker needs a sender for the lane ${lane}.`);
}
