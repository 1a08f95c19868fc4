import type * as z from '@sms-connectors/core/zod';
import type { Counter, LimitStore } from '../stores/limit-store.ts';
import { wilsonUpperBound } from './wilson.ts';
import type { pumpingSchema } from './guard-settings.ts';

type Settings = z.output<typeof pumpingSchema>;

/** What is known about a prefix: it is blocked, or it was blocked just now with these figures. */
export interface Block {
  readonly retryAfterMs: number;
  readonly figures?: { readonly messages: number; readonly conversions: number } | undefined;
}

interface Sent {
  readonly prefix: string;
  readonly at: number;
}

// Keys of the counters that say whether the application records used codes at all.
const everywhere = 'all';

/**
 * Finds prefixes to which codes are sent and hardly ever used (SMS pumping). Counts in periods that all processes
 * share; a prefix is judged by this period and the one before.
 */
export class Pumping {
  readonly #settings: Settings;
  readonly #messages: Counter;
  readonly #conversions: Counter;
  readonly #blocks: Counter;
  /** Messages whose codes may still be entered. */
  #unsettled: Sent[] = [];

  constructor(guard: string, settings: Settings, store: LimitStore) {
    this.#settings = settings;
    const { seconds, blockSeconds } = settings;
    const period = { messages: Number.MAX_SAFE_INTEGER, seconds: 2 * seconds };
    this.#messages = store.counter(`${guard}:pumping:messages/${seconds}`, period);
    this.#conversions = store.counter(`${guard}:pumping:conversions/${seconds}`, period);
    const block = { messages: 1, seconds: blockSeconds };
    this.#blocks = store.counter(`${guard}:pumping:blocks/${blockSeconds}`, block);
  }

  /** Whether messages to a prefix are refused now. */
  async blockOf(prefix: string): Promise<Block | undefined> {
    const { count, endsInMs } = await this.#blocks.read(prefix);
    if (count > 0) return { retryAfterMs: endsInMs };
    await this.#countSettled();
    const figures = {
      messages: await this.#sum(this.#messages, prefix),
      conversions: await this.#sum(this.#conversions, prefix),
    };
    if (!this.#isPumped(figures)) return undefined;
    // Without any used code, the application does not record them.
    if ((await this.#sum(this.#conversions, everywhere)) === 0) return undefined;
    const block = await this.#blocks.take(prefix);
    return { retryAfterMs: block.endsInMs, ...(block.hasRoom && { figures }) };
  }

  /** Counts a message that may have been sent. */
  addMessage(prefix: string): void {
    this.#unsettled.push({ prefix, at: Date.now() });
  }

  /** Counts a code that was used. */
  async addConversion(prefix: string): Promise<void> {
    const period = this.#periodOf(Date.now());
    await Promise.all(
      [prefix, everywhere].map((key) => this.#conversions.take(keyOf(key, period))),
    );
  }

  #isPumped({ messages, conversions }: NonNullable<Block['figures']>): boolean {
    const { minMessages, minConversionRate } = this.#settings;
    return messages >= minMessages && wilsonUpperBound(conversions, messages) < minConversionRate;
  }

  async #countSettled(): Promise<void> {
    const settledAt = Date.now() - this.#settings.settleSeconds * 1000;
    const first = this.#unsettled.findIndex(({ at }) => at > settledAt);
    const settled = this.#unsettled.splice(0, first === -1 ? this.#unsettled.length : first);
    await Promise.all(
      settled.map(({ prefix, at }) => this.#messages.take(keyOf(prefix, this.#periodOf(at)))),
    );
  }

  async #sum(counter: Counter, key: string): Promise<number> {
    const period = this.#periodOf(Date.now());
    const [now, before] = await Promise.all([
      counter.read(keyOf(key, period)),
      counter.read(keyOf(key, period - 1)),
    ]);
    return now.count + before.count;
  }

  #periodOf(at: number): number {
    return Math.floor(at / (this.#settings.seconds * 1000));
  }
}

function keyOf(key: string, period: number): string {
  return `${key}:${period}`;
}
