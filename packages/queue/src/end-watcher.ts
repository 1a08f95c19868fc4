import { type IRedisClient, QueueEvents } from 'bullmq';
import type { Context } from './context.ts';
import type { Lane } from './lanes.ts';
import type { MessageEnd, MessageResult } from './queue.ts';
import { patientClient } from './redis/clients.ts';
import { reasonOf } from './redis/ask-redis.ts';
import type { States } from './states/states.ts';

// BullMQ trims its events, and a connection may break between two of them.
const pollMs = 1000;
// The clocks of Redis and this process may differ.
const overlapMs = 5000;

type Tell = (end: MessageEnd) => void;

/** Tells when messages of one lane end, wherever their workers are. */
export class EndWatcher {
  readonly #lane: Lane;
  readonly #states: States;
  readonly #context: Pick<Context, 'client' | 'emit' | 'settings'>;
  readonly #waiting = new Map<string, Set<Tell>>();
  #events: { readonly stream: QueueEvents; readonly client: IRedisClient } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(lane: Lane, states: States, context: Pick<Context, 'client' | 'emit' | 'settings'>) {
    this.#lane = lane;
    this.#states = states;
    this.#context = context;
  }

  /** Calls `tell` when the message has ended, until the function that it returns is called. */
  watch(id: string, tell: Tell): () => void {
    this.#start();
    const tells = this.#waiting.get(id) ?? new Set();
    tells.add(tell);
    this.#waiting.set(id, tells);
    return () => {
      tells.delete(tell);
      if (tells.size === 0) this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#stopPolling();
    };
  }

  /** Reads a message now, and tells those who wait if it has ended. */
  async look(id: string): Promise<MessageResult> {
    const result = await this.#states.read(id);
    if (isEnd(result)) for (const tell of this.#waiting.get(id) ?? []) tell(result);
    return result;
  }

  async close(): Promise<void> {
    this.#stopPolling();
    const events = this.#events;
    this.#events = undefined;
    if (events === undefined) return;
    await events.stream.close();
    events.client.disconnect();
  }

  #start(): void {
    this.#timer ??= setInterval(() => this.#poll(), pollMs);
    if (this.#events !== undefined) return;
    const client = patientClient(this.#context.client);
    client.on('error', () => undefined);
    const { name, opts } = this.#lane.queue;
    const stream = new QueueEvents(name, {
      connection: client,
      // From a moment ago, so that no event falls between this process and the first answer of Redis.
      lastEventId: String(Date.now() - overlapMs),
      ...(opts.prefix !== undefined && { prefix: opts.prefix }),
    });
    stream.on('error', (error) => {
      const { name: queue } = this.#context.settings;
      this.#context.emit({ type: 'redis_failed', queue, reason: reasonOf(error) });
    });
    const ended = ({ jobId }: { readonly jobId: string }): void => this.#wake(jobId);
    stream.on('completed', ended).on('failed', ended);
    this.#events = { stream, client };
  }

  #poll(): void {
    for (const id of this.#waiting.keys()) this.#wake(id);
  }

  #wake(id: string): void {
    // If Redis fails now, the next poll asks again.
    if (this.#waiting.has(id)) this.look(id).catch(() => undefined);
  }

  #stopPolling(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

export function isEnd(result: MessageResult): result is MessageEnd {
  return 'endedAt' in result;
}
