import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { Counter } from './limit-store.ts';

/** A counter on a limiter of rate-limiter-flexible. */
export function flexibleCounter(
  limiter: RateLimiterAbstract,
  written: (key: string) => string = (key) => key,
): Counter {
  const giveBack = async (key: string): Promise<void> => {
    const { consumedPoints } = await limiter.reward(written(key));
    // The period has ended meanwhile: a new one must not begin with a place too many.
    if (consumedPoints < 0) await limiter.penalty(written(key));
  };
  return {
    take: async (key) => {
      try {
        const { msBeforeNext } = await limiter.consume(written(key));
        return { hasRoom: true, endsInMs: msBeforeNext };
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        // The limiter counts what it refuses.
        await giveBack(key).catch(() => undefined);
        return { hasRoom: false, endsInMs: (refused as RateLimiterRes).msBeforeNext };
      }
    },
    giveBack,
    read: async (key) => {
      const found = await limiter.get(written(key));
      return { count: found?.consumedPoints ?? 0, endsInMs: found?.msBeforeNext ?? 0 };
    },
  };
}
