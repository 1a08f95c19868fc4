/**
 * A memory of the reports that were handled; one of your own, for example in Redis, where several processes
 * receive reports.
 */
export interface ReportStore {
  readonly has: (key: string) => boolean | Promise<boolean>;
  /** Remembers a key for an hour at least: so long providers send again, and some sign no time. */
  readonly add: (key: string) => unknown;
}

const rememberedMs = 60 * 60 * 1000;
const remembered = 50_000;

/** The keys of the last hour, fifty thousand at most, in the memory of this process. */
export function memoryReportStore(): ReportStore {
  const addedAt = new Map<string, number>();
  return {
    has: (key) => Date.now() - (addedAt.get(key) ?? -Infinity) < rememberedMs,
    add: (key) => {
      // A map keeps the order of insertion, so that the first key is the oldest.
      addedAt.delete(key);
      const [oldest] = addedAt.keys();
      if (addedAt.size >= remembered && oldest !== undefined) addedAt.delete(oldest);
      addedAt.set(key, Date.now());
    },
  };
}
