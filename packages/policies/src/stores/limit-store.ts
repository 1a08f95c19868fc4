import type { Limit } from '../guard/guard-settings.ts';

/** Where a guard counts messages. */
export interface LimitStore {
  /** Whether it counts in this process: then it always answers at once. */
  readonly isLocal: boolean;
  /** A counter for one limit; counters of the same name count together. */
  readonly counter: (name: string, limit: Limit) => Counter;
}

/** Counts by key within periods that begin with the first count. May reject if the store fails. */
export interface Counter {
  /** Counts one, if there is room. */
  readonly take: (key: string) => Promise<Taken>;
  /** Undoes one `take` of this period. */
  readonly giveBack: (key: string) => Promise<void>;
  /** What is counted now. */
  readonly read: (key: string) => Promise<Count>;
}

export interface Taken {
  readonly hasRoom: boolean;
  /** When the period ends, in milliseconds from now. */
  readonly endsInMs: number;
}

export interface Count {
  readonly count: number;
  readonly endsInMs: number;
}
