import type { Counter, LimitStore } from './limit-store.ts';
import { memoryCounter } from './memory-counter.ts';

/** Counts in this process. */
export function memoryStore(): LimitStore {
  const counters = new Map<string, Counter>();
  return {
    isLocal: true,
    counter: (name, limit) => {
      const known = counters.get(name);
      if (known !== undefined) return known;
      const counter = memoryCounter(limit);
      counters.set(name, counter);
      return counter;
    },
  };
}
