import type { Limit } from '../guard/guard-settings.ts';
import type { Counter } from './limit-store.ts';

interface Period {
  count: number;
  readonly endsAt: number;
}

// A message forgets more than the one period that it may begin, and never stops the process for long.
const forgottenAtOnce = 8;

/** Counts in this process. What is given back leaves nothing behind, so that refused messages use no memory. */
export function memoryCounter({ messages, seconds }: Limit): Counter {
  // In the order in which the periods end, since all are equally long.
  const periods = new Map<string, Period>();

  const periodOf = (key: string, now: number): Period | undefined => {
    const period = periods.get(key);
    return period !== undefined && period.endsAt > now ? period : undefined;
  };
  const begin = (key: string, now: number): Period => {
    let left = forgottenAtOnce;
    for (const [oldest, { endsAt }] of periods) {
      if (endsAt > now || left === 0) break;
      periods.delete(oldest);
      left -= 1;
    }
    const period = { count: 0, endsAt: now + seconds * 1000 };
    // Deleted first, so that it becomes the last.
    periods.delete(key);
    periods.set(key, period);
    return period;
  };

  return {
    take: (key) => {
      const now = performance.now();
      const period = periodOf(key, now) ?? begin(key, now);
      const hasRoom = period.count < messages;
      if (hasRoom) period.count += 1;
      return Promise.resolve({ hasRoom, endsInMs: period.endsAt - now });
    },
    giveBack: (key) => {
      const period = periodOf(key, performance.now());
      if (period !== undefined) {
        period.count -= 1;
        if (period.count === 0) periods.delete(key);
      }
      return Promise.resolve();
    },
    read: (key) => {
      const now = performance.now();
      const { count, endsAt } = periodOf(key, now) ?? { count: 0, endsAt: now };
      return Promise.resolve({ count, endsInMs: endsAt - now });
    },
  };
}
