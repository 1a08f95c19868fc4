import { daysSince, dayOf, firstDayKept } from './days.ts';
import { sumByRoute } from './route-sums.ts';
import type { RouteCounts, StoredVerification, VerificationStore } from './verification-store.ts';

/** Keeps verifications in this process, until it ends. */
export function memoryStore(): VerificationStore {
  const verifications = new Map<string, Unsealed>();
  // Apart, since they go earlier.
  const seals = new Map<
    string,
    { readonly sealed: string | undefined; readonly expiresAt: number }
  >();
  const periods = new Map<string, { count: number; endsAt: number }>();
  const days = new Map<number, Map<string, RouteCounts>>();

  const find = (id: string, now: number): Unsealed | undefined => {
    const found = verifications.get(id);
    return found !== undefined && found.keepUntil > now ? found : undefined;
  };
  const change = (verification: Unsealed, changes: Partial<Unsealed>): Unsealed => {
    const changed = { ...verification, ...changes };
    verifications.set(verification.id, changed);
    return changed;
  };
  const whole = (verification: Unsealed, now: number): StoredVerification => ({
    ...verification,
    sealed: isOpen(verification, now) ? seals.get(verification.id)?.sealed : undefined,
  });

  return {
    take: async (recipient, { verifications: limit, seconds }, now) => {
      deleteEnded(periods, ({ endsAt }) => endsAt <= now);
      const known = periods.get(recipient);
      const period =
        known === undefined || known.endsAt <= now
          ? { count: 0, endsAt: now + seconds * 1000 }
          : known;
      // Deleted first, so that periods stay in the order in which they end.
      if (period !== known) periods.delete(recipient);
      periods.set(recipient, period);
      const hasRoom = period.count < limit;
      if (hasRoom) period.count += 1;
      return { hasRoom, endsAt: period.endsAt };
    },
    giveBack: async (recipient, endsAt) => {
      const period = periods.get(recipient);
      if (period !== undefined && period.endsAt === endsAt && period.count > 0) period.count -= 1;
    },
    add: async ({ sealed, ...verification }, now) => {
      deleteEnded(seals, ({ expiresAt }) => expiresAt <= now);
      deleteEnded(verifications, ({ keepUntil }) => keepUntil <= now);
      seals.set(verification.id, { sealed, expiresAt: verification.expiresAt });
      verifications.set(verification.id, verification);
    },
    attempt: async (id, maxAttempts, now) => {
      const found = find(id, now);
      if (found === undefined) return undefined;
      const isCounted = isOpen(found, now) && found.attempts < maxAttempts;
      const counted = isCounted ? change(found, { attempts: found.attempts + 1 }) : found;
      return { isCounted, verification: whole(counted, now) };
    },
    claimSend: async (id, { maxAttempts, maxSends, resendAt }, now) => {
      const found = find(id, now);
      if (found === undefined) return undefined;
      const isClaimed =
        isOpen(found, now) &&
        found.attempts < maxAttempts &&
        found.resendAt <= now &&
        found.sends < maxSends;
      const claimed = isClaimed ? change(found, { sends: found.sends + 1, resendAt }) : found;
      return { isClaimed, verification: whole(claimed, now) };
    },
    recordSend: async (id, lastMessage) => {
      const found = verifications.get(id);
      if (found !== undefined) change(found, { lastMessage });
    },
    end: async (id, state, now) => {
      const found = find(id, now);
      if (found === undefined || !isOpen(found, now)) return false;
      change(found, { state });
      seals.delete(id);
      return true;
    },
    count: async (what, route, now) => {
      for (const day of days.keys()) if (day < firstDayKept(now)) days.delete(day);
      const day = dayOf(now);
      const counts = days.get(day) ?? new Map<string, RouteCounts>();
      days.set(day, counts);
      const figures = counts.get(route) ?? { route, sent: 0, used: 0 };
      counts.set(route, { ...figures, [what]: figures[what] + 1 });
    },
    counts: async (from, now) =>
      sumByRoute(daysSince(from, now).flatMap((day) => [...(days.get(day)?.values() ?? [])])),
  };
}

type Unsealed = Omit<StoredVerification, 'sealed'>;

function isOpen({ state, expiresAt }: Unsealed, now: number): boolean {
  return state === 'open' && expiresAt > now;
}

// Of a few at each call, from the oldest on, so that no call does the work of many.
const checkedAtOnce = 8;

function deleteEnded<Value>(map: Map<string, Value>, hasEnded: (value: Value) => boolean): void {
  let checked = 0;
  for (const [key, value] of map) {
    if (checked === checkedAtOnce || !hasEnded(value)) return;
    map.delete(key);
    checked += 1;
  }
}
