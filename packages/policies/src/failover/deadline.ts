/** The time that a whole send has. */
export class Deadline {
  readonly #endsAt: number;

  constructor(timeoutMs: number) {
    this.#endsAt = performance.now() + timeoutMs;
  }

  get isOver(): boolean {
    return performance.now() >= this.#endsAt;
  }

  /** What is left of it for one of so many attempts, in milliseconds. */
  share(attempts: number): number {
    return Math.max(1, (this.#endsAt - performance.now()) / attempts);
  }
}
