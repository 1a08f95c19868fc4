/** Which requests were taken on: a platform that asks again must not get a second message. */
export interface ClaimStore {
  /** Whether nobody has taken on this request within the last eleven minutes; takes it on. One atomic step. */
  readonly claim: (key: string) => boolean | Promise<boolean>;
  /** Nothing was sent: the request may come again. */
  readonly release: (key: string) => unknown;
}

/**
 * How long a claim is kept, in milliseconds: longer than a platform repeats a request for a code, and than a signature is
 * believed, which is ten minutes: from five before its time until five after it.
 */
export const keptMs = 11 * 60 * 1000;

/** Remembers in this process. */
export function memoryClaims(): ClaimStore {
  const claimedAt = new Map<string, number>();
  return {
    claim: (key) => {
      const now = Date.now();
      // The first key is the oldest.
      for (const [oldest, time] of claimedAt) {
        if (now - time < keptMs) break;
        claimedAt.delete(oldest);
      }
      if (claimedAt.has(key)) return false;
      claimedAt.set(key, now);
      return true;
    },
    release: (key) => claimedAt.delete(key),
  };
}
