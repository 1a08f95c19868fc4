import {
  type ConfigIssue,
  invalidConfig,
  isTimeout,
  type Message,
  type SendEvent,
  tell,
  validateConfig,
} from '@sms-connectors/core';
import type { Context } from './context.ts';
import { EndWatcher, isEnd } from './end-watcher.ts';
import { endOfCanceled } from './ends.ts';
import { enqueuer } from './enqueue/enqueue.ts';
import { laneIn, nextId } from './ids.ts';
import { laneCounts } from './lane-counts.ts';
import { drainLane } from './drain-lane.ts';
import { lanesOf } from './lanes.ts';
import type {
  MessageEnd,
  MessageQueue,
  MessageResult,
  Queued,
  QueueEvent,
  QueueWorker,
  WaitOptions,
} from './queue.ts';
import { queueSender } from './queue-sender.ts';
import { redisAsker, reasonOf } from './redis/ask-redis.ts';
import { adapt, connectedClient } from './redis/clients.ts';
import { scriptRunner } from './redis/run-script.ts';
import { sendAgain } from './reports/send-again.ts';
import { type QueueSettings, queueSettingsSchema } from './settings.ts';
import { statesOf } from './states/states.ts';
import { stayMs } from './stay.ts';
import { vaultOf } from './vault.ts';
import { startWorker } from './worker/worker.ts';

export interface MessageQueueOptions extends QueueSettings {
  /** A client of `ioredis`, also for a cluster, or of `redis`. The caller closes it. */
  readonly client: object;
  /**
   * Encrypts messages in Redis: a random text of at least 32 characters, the same in all processes. Of a list, the first
   * encrypts, and all open what they have encrypted.
   */
  readonly secret: string | readonly string[];
  /** Chooses the lane of a message; by default the first lane. */
  readonly laneOf?: ((message: Message) => string | undefined) | undefined;
  /** How long Redis may take to answer, in milliseconds; 5000 by default. */
  readonly redisTimeoutMs?: number | undefined;
  /** Receives what happens in this process. Must return at once. */
  readonly onEvent?: ((event: QueueEvent | SendEvent) => void) | undefined;
}

/**
 * A queue of messages in Redis, on BullMQ. Each message is sent at most once, not after its code has expired, and is not
 * readable in Redis.
 * @throws `ConnectorError` `invalid_config`, and `TypeError` for a client of another library
 */
export function messageQueue({
  client: givenClient,
  secret,
  laneOf,
  redisTimeoutMs = 5000,
  onEvent,
  ...given
}: MessageQueueOptions): MessageQueue {
  const validated = validateConfig(queueSettingsSchema, given);
  if ('issues' in validated) throw invalidConfig({ id: 'queue' }, validated.issues);
  const { config: settings } = validated;
  if (!isTimeout(redisTimeoutMs)) throw invalidConfig({ id: settings.name }, [notATimeout]);
  const vault = vaultOf(settings.name, secret);
  const client = adapt(givenClient);
  const emit = (event: QueueEvent | SendEvent): void => tell(onEvent, event);
  const tellFailure = (reason: string): void =>
    emit({ type: 'redis_failed', queue: settings.name, reason });
  const ask = redisAsker(settings.name, redisTimeoutMs, tellFailure);
  const lanes = lanesOf(settings.name, settings.lanes, client);
  for (const { queue } of lanes.values()) {
    queue.on('error', (error) => tellFailure(reasonOf(error)));
  }
  const context: Context = { settings, client, lanes, laneOf, vault, ask, emit };
  const run = scriptRunner(client, vault.aliases('').length);
  const states = new Map([...lanes].map(([name, { keys }]) => [name, statesOf(run, keys)]));
  const watchers = new Map(
    [...lanes].map(([name, lane]) => [
      name,
      new EndWatcher(lane, states.get(name) as ReturnType<typeof statesOf>, context),
    ]),
  );
  const enqueue = enqueuer({ context, run, states, connected: connectedClient(client) });
  const workers = new Set<QueueWorker>();

  const read = async (id: string): Promise<MessageResult> =>
    ask(async () => (await states.get(laneIn(id))?.read(id)) ?? { status: 'not_found' }, 'unknown');

  const result = async (id: string): Promise<MessageResult> => {
    const found = await read(id);
    if (settings.afterUndelivered === 'stop' || found.status !== 'accepted') return found;
    const next = await read(nextId(id));
    return next.status === 'not_found' ? found : { ...found, next };
  };

  const cancel = async (id: string): Promise<MessageResult> => {
    const lane = lanes.get(laneIn(id));
    const state = states.get(laneIn(id));
    if (lane === undefined || state === undefined) return { status: 'not_found' };
    const end = endOfCanceled(settings.name, { tries: 0 });
    const stays = stayMs(Date.now() + settings.lifetimeSeconds * 1000, settings.resultSeconds);
    const canceled = await ask(() => state.cancel(id, end, stays), 'unknown');
    // A worker that has it is about to find out by itself.
    if (isEnd(canceled)) lane.queue.remove(id).catch(() => undefined);
    return canceled;
  };

  const waitFor = async (
    id: string,
    options: WaitOptions = {},
  ): Promise<MessageEnd | undefined> => {
    const { timeoutMs = 30_000, signal } = options;
    const watcher = watchers.get(laneIn(id));
    if (watcher === undefined) return undefined;
    const { promise, resolve } = Promise.withResolvers<MessageEnd | undefined>();
    const giveUp = (): void => resolve(undefined);
    const unwatch = watcher.watch(id, resolve);
    const timer = setTimeout(giveUp, Math.min(timeoutMs, longestTimerMs));
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      if (signal?.aborted === true) return undefined;
      const now = await ask(() => watcher.look(id), 'unknown');
      return now.status === 'not_found' ? undefined : await promise;
    } finally {
      unwatch();
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    }
  };

  const each = async (
    work: (
      lane: typeof lanes extends ReadonlyMap<string, infer Lane> ? Lane : never,
    ) => Promise<unknown>,
  ) => {
    await ask(async () => Promise.all([...lanes.values()].map(work)));
  };

  return {
    enqueue: async (message, options) => {
      const [queued] = await enqueue([{ ...options, message }]);
      return queued as Queued;
    },
    enqueueAll: enqueue,
    result,
    waitFor,
    cancel,
    sender: (options = {}) =>
      queueSender(settings.name, { enqueue, queue: { waitFor, cancel } }, options),
    worker: (options) => {
      const worker = startWorker(context, options);
      workers.add(worker);
      return worker;
    },
    handleReports: (reports) => sendAgain(context, reports),
    pause: () => each(({ queue }) => queue.pause()),
    resume: () => each(({ queue }) => queue.resume()),
    drain: async () => {
      const counts = await Promise.all([...lanes.values()].map((lane) => drainLane(lane, cancel)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    counts: async () =>
      Object.fromEntries(
        await Promise.all(
          [...lanes].map(
            async ([name, lane]) => [name, await ask(() => laneCounts(lane))] as const,
          ),
        ),
      ),
    lanes: new Map([...lanes].map(([name, { queue }]) => [name, queue])),
    close: async () => {
      await Promise.all([...workers].map((worker) => worker.close()));
      await Promise.all([...watchers.values()].map((watcher) => watcher.close()));
      await Promise.all([...lanes.values()].map(({ queue }) => queue.close()));
    },
  };
}

const longestTimerMs = 2 ** 31 - 1;

const notATimeout: ConfigIssue = {
  path: 'redisTimeoutMs',
  keys: ['redisTimeoutMs'],
  code: 'custom',
  parameters: {},
  message: 'Must be a number of milliseconds over 0 and under 2,147,483,648.',
};
