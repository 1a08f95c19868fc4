import { countryOf } from '../route/country-of.ts';
import { prefixOf } from '../route/prefix-of.ts';
import type { Counter, LimitStore } from '../stores/limit-store.ts';
import type { Limit } from './guard-settings.ts';

/** What a message is counted by. */
export interface Subject {
  readonly recipient: string;
  readonly requesters: readonly string[];
}

/** The limits, from the narrowest to the widest, and what each counts by. */
const keysOf = {
  perRecipient: ({ recipient }) => [recipient],
  perRequester: ({ requesters }) => requesters,
  perPrefix: ({ recipient }) => [prefixOf(recipient)],
  perCountry: ({ recipient }) => [countryOf(recipient) ?? 'none'],
  overall: () => ['all'],
} satisfies Record<string, (subject: Subject) => readonly string[]>;

export type LimitName = keyof typeof keysOf;
const limitNames = Object.keys(keysOf) as readonly LimitName[];

/** A limit that has no room for a message. */
export interface ReachedLimit extends Limit {
  readonly limit: LimitName;
  readonly retryAfterMs: number;
}

/** A message's places in all limits. */
export interface Places {
  /** For a message that was certainly not sent. */
  readonly giveBack: () => Promise<void>;
}

interface Place {
  readonly counter: Counter;
  readonly key: string;
  readonly endsAt: number;
}

/** Prepares limits: what they give takes a place for a message in each of them, or in none. */
export function limiters(
  limits: Readonly<Partial<Record<LimitName, readonly Limit[] | undefined>>>,
  store: LimitStore,
): (subject: Subject) => Promise<Places | ReachedLimit> {
  const counters = limitNames.flatMap((name) =>
    (limits[name] ?? []).map((limit) => ({
      name,
      limit,
      counter: store.counter(`${name}:${limit.messages}/${limit.seconds}`, limit),
    })),
  );

  return async (subject) => {
    const places: Place[] = [];
    for (const { name, limit, counter } of counters) {
      for (const key of keysOf[name](subject)) {
        const { hasRoom, endsInMs } = await counter.take(key);
        if (!hasRoom) {
          await giveBack(places);
          return { ...limit, limit: name, retryAfterMs: Math.max(1, Math.ceil(endsInMs)) };
        }
        places.push({ counter, key, endsAt: performance.now() + endsInMs });
      }
    }
    return { giveBack: () => giveBack(places) };
  };
}

async function giveBack(places: readonly Place[]): Promise<void> {
  // A period that has ended has forgotten the place.
  const current = places.filter(({ endsAt }) => endsAt > performance.now());
  await Promise.all(current.map(({ counter, key }) => counter.giveBack(key)));
}
