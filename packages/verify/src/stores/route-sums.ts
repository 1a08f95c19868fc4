import type { RouteCounts } from './verification-store.ts';

/** Adds up the counts of several days, by route. */
export function sumByRoute(counts: Iterable<RouteCounts>): readonly RouteCounts[] {
  const sums = new Map<string, RouteCounts>();
  for (const { route, sent, used } of counts) {
    const sum = sums.get(route) ?? { route, sent: 0, used: 0 };
    sums.set(route, { route, sent: sum.sent + sent, used: sum.used + used });
  }
  return [...sums.values()];
}
