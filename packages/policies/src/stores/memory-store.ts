import { RateLimiterMemory } from 'rate-limiter-flexible';
import { flexibleCounter } from './flexible-counter.ts';
import type { LimitStore } from './limit-store.ts';

/** Counts in this process. */
export function memoryStore(): LimitStore {
  return {
    isLocal: true,
    counter: (name, { messages, seconds }) =>
      flexibleCounter(
        new RateLimiterMemory({ keyPrefix: name, points: messages, duration: seconds }),
      ),
  };
}
