/**
 * A memory of the reports that were handled; one of your own, for example in Redis, where several processes
 * receive reports.
 */
export interface ReportStore {
  /**
   * Whether the report was handled. A store with `release` also reserves a report that was not, so that another process
   * which asks waits for the end of this one.
   */
  readonly has: (key: string) => boolean | Promise<boolean>;
  /** Remembers a key for an hour at least: so long providers send again, and some sign no time. */
  readonly add: (key: string) => unknown;
  /** The report could not be handled; it may come again, also to another process. */
  readonly release?: ((key: string) => unknown) | undefined;
}

const rememberedMs = 60 * 60 * 1000;

/** The keys of the last hour, in the memory of this process. */
export function memoryReportStore(): ReportStore {
  const addedAt = new Map<string, number>();
  return {
    has: (key) => isRemembered(addedAt.get(key) ?? -Infinity),
    add: (key) => {
      // A map keeps the order of insertion, so that the first key is the oldest.
      addedAt.delete(key);
      for (const [oldest, time] of addedAt) {
        if (isRemembered(time)) break;
        addedAt.delete(oldest);
      }
      addedAt.set(key, Date.now());
    },
  };
}

function isRemembered(time: number): boolean {
  return Date.now() - time < rememberedMs;
}
