import { countryOf } from '../route/country-of.ts';
import { prefixOf } from '../route/prefix-of.ts';
import type { Counter, LimitStore } from '../stores/limit-store.ts';
import type { Limit } from './guard-settings.ts';

/** What a message is counted by. */
export interface Subject {
  readonly recipient: string;
  readonly requesters: readonly string[];
}

/**
 * The limits, from the narrowest to the widest, and what each counts by. The requester is first: one who has no room
 * left must not hold a place of the numbers asked for, not even for a moment.
 */
const keysOf = {
  perRequester: ({ requesters }) => requesters,
  perRecipient: ({ recipient }) => [recipient],
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
  /** Takes them one after the other, until a limit is reached. */
  readonly take: () => Promise<ReachedLimit | undefined>;
  /** Gives back those that were taken, and those that are being taken. For a message that was certainly not sent. */
  readonly giveBack: () => Promise<void>;
}

interface Place {
  readonly counter: Counter;
  readonly key: string;
  readonly endsAt: number;
}

/** Prepares the limits of a guard, which count apart from those of guards with another id. */
export function limiters(
  guard: string,
  limits: Readonly<Partial<Record<LimitName, readonly Limit[] | undefined>>>,
  store: LimitStore,
): (subject: Subject) => Places {
  const counters = limitNames.flatMap((name) =>
    withoutRepetition(limits[name] ?? []).map((limit) => ({
      name,
      limit,
      counter: store.counter(`${guard}:${name}:${limit.messages}/${limit.seconds}`, limit),
    })),
  );

  return (subject) => {
    const places: Place[] = [];
    let isGivenBack = false;
    const giveBack = async (): Promise<void> => {
      isGivenBack = true;
      await giveBackAll(places.splice(0));
    };
    const take = async (): Promise<ReachedLimit | undefined> => {
      for (const { name, limit, counter } of counters) {
        for (const key of keysOf[name](subject)) {
          const askedAt = performance.now();
          const { hasRoom, endsInMs } = await counter.take(key);
          if (!hasRoom) {
            return { ...limit, limit: name, retryAfterMs: Math.max(1, Math.ceil(endsInMs)) };
          }
          places.push({ counter, key, endsAt: askedAt + endsInMs });
          if (isGivenBack) {
            await giveBack();
            return undefined;
          }
        }
      }
      return undefined;
    };
    return { take, giveBack };
  };
}

/** The same limit twice is one limit: it would count each message twice. */
function withoutRepetition(limits: readonly Limit[]): readonly Limit[] {
  return [
    ...new Map(limits.map((limit) => [`${limit.messages}/${limit.seconds}`, limit])).values(),
  ];
}

async function giveBackAll(places: readonly Place[]): Promise<void> {
  // A period that has ended has forgotten the place.
  const current = places.filter(({ endsAt }) => endsAt > performance.now());
  await Promise.all(current.map(({ counter, key }) => counter.giveBack(key)));
}
