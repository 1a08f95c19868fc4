/** A shared memory, for example in Redis, where several processes receive reports. */
export interface HandledReports {
  /** Remembers a key for some minutes at least; `false` where it was there already. */
  readonly add: (key: string) => boolean | Promise<boolean>;
  readonly delete: (key: string) => void | Promise<void>;
}

const rememberedMs = 60 * 60 * 1000;
const remembered = 10_000;

/** The keys of the last hour, ten thousand at most, in the memory of this process. */
export function recentKeys(now: () => number = Date.now): HandledReports {
  const seenAt = new Map<string, number>();
  return {
    add: (key) => {
      const seen = seenAt.get(key);
      if (seen !== undefined && now() - seen < rememberedMs) return false;
      // A map keeps the order of insertion, so that the first key is the oldest.
      const [oldest] = seenAt.keys();
      if (seenAt.size >= remembered && oldest !== undefined) seenAt.delete(oldest);
      seenAt.delete(key);
      seenAt.set(key, now());
      return true;
    },
    delete: (key) => {
      seenAt.delete(key);
    },
  };
}
