/** How long a count is believed while there is room, and while there is none, in milliseconds. */
const believedMs = { room: 200, full: 20 };

/**
 * Whether a lane has room for more messages. Counts in Redis now and then, and adds what this process has enqueued since,
 * so that most messages cost no extra step; several processes together may exceed the limit by what they enqueue at once.
 */
export class Room {
  readonly #countInRedis: () => Promise<number>;
  readonly #max: number;
  #known = 0;
  #countedAt = Number.NEGATIVE_INFINITY;
  #counting: Promise<void> | undefined;
  /** Taken, and perhaps not in Redis yet: a count may not contain them. */
  #underWay = 0;

  constructor(max: number, count: () => Promise<number>) {
    this.#max = max;
    this.#countInRedis = count;
  }

  /** Takes room for so many messages, until `settle` is called, if a count that is fresh says that there is some. */
  takeAtOnce(messages: number): boolean {
    return this.#isFresh(believedMs.room) && this.take(messages);
  }

  /**
   * Counts, unless a count is fresh enough to believe. Rejects if Redis fails. Takes nothing: whoever waits may have given
   * up, and would not settle what is taken for it.
   */
  async count(messages: number): Promise<void> {
    if (!this.#isFresh(believedMs.room)) await this.#recount();
    if (!this.#fits(messages) && !this.#isFresh(believedMs.full)) await this.#recount();
  }

  /** Takes room by the last count, until `settle` is called, if there is some. */
  take(messages: number): boolean {
    if (!this.#fits(messages)) return false;
    this.#underWay += messages;
    return true;
  }

  /** The messages are in Redis, or will never be. */
  settle(messages: number, isEnqueued: boolean): void {
    this.#underWay -= messages;
    if (isEnqueued) this.#known += messages;
  }

  #fits(messages: number): boolean {
    return this.#known + this.#underWay + messages <= this.#max;
  }

  #isFresh(ms: number): boolean {
    return performance.now() - this.#countedAt < ms;
  }

  async #recount(): Promise<void> {
    this.#counting ??= this.#countNow();
    try {
      await this.#counting;
    } finally {
      this.#counting = undefined;
    }
  }

  async #countNow(): Promise<void> {
    this.#known = await this.#countInRedis();
    this.#countedAt = performance.now();
  }
}
