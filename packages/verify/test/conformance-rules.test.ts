import {
  memoryStore,
  type StoredVerification,
  type VerificationStore,
} from '@sms-connectors/verify';
import {
  describeStore,
  type OpenStores,
  type StoreKitOptions,
} from '@sms-connectors/verify/testing';
import { expect, test } from 'vitest';

/** Runs the kit on a store and returns what fails, by the name of the group and the test. */
async function failuresOf(open: StoreKitOptions['open']): Promise<readonly string[]> {
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = [];
  let group = '';
  const runner = {
    describe: (name: string, body: () => void) => {
      group = name;
      body();
    },
    test: (name: string, body: () => Promise<void>) => {
      tests.push({ name: `${group} ${name}`, body });
    },
  };
  describeStore({ runner, open, callsAtOnce: 40 });
  const failed: string[] = [];
  for (const { name, body } of tests) {
    await body().catch(() => failed.push(name));
  }
  return failed;
}

function opened(store: VerificationStore, other = store): OpenStores {
  return { store, other };
}

/** A store that does something wrong, and everything else as the one in memory does. */
const broken =
  (change: (good: VerificationStore) => Partial<VerificationStore>): (() => VerificationStore) =>
  () => {
    const good = memoryStore();
    return { ...good, ...change(good) };
  };

const turn = async (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Reads a verification without counting an attempt. */
async function read(store: VerificationStore, id: string, now: number) {
  return (await store.attempt(id, 0, now))?.verification;
}

test('the kit has nothing against a good store', async () => {
  expect(await failuresOf(async () => opened(memoryStore()))).toEqual([]);
});

test('the kit finds two stores that know nothing of each other', async () => {
  const failed = await failuresOf(async () => opened(memoryStore(), memoryStore()));
  expect(failed).toEqual(
    expect.arrayContaining([
      'a verification is kept as it is, and seen by the other handle at once',
      'the limit of a recipient holds for many at once',
      'the counts miss none of many at once',
    ]),
  );
});

test('the kit closes every store that it has opened', async () => {
  let open = 0;
  const failed = await failuresOf(async () => {
    open += 1;
    return { ...opened(memoryStore()), close: async () => void (open -= 1) };
  });
  expect([failed, open]).toEqual([[], 0]);
});

test.each<[string, () => VerificationStore, string]>([
  [
    'counts attempts at once past the limit',
    broken((good) => ({
      attempt: async (id, maxAttempts, now) => {
        const found = await read(good, id, now);
        await turn();
        if (found === undefined || found.attempts >= maxAttempts) return good.attempt(id, 0, now);
        return good.attempt(id, Number.MAX_SAFE_INTEGER, now);
      },
    })),
    'an attempt of many at once counts maxAttempts times',
  ],
  [
    'loses attempts at once',
    broken((good) => {
      let last = new Map<string, number>();
      return {
        attempt: async (id, maxAttempts, now) => {
          if (maxAttempts === 0) return good.attempt(id, 0, now);
          const seen = last.get(id) ?? 0;
          await turn();
          last = new Map([[id, seen + 1]]);
          const attempted = await good.attempt(id, maxAttempts, now);
          return attempted && withChanges(attempted, { attempts: seen + 1 });
        },
      };
    }),
    'an attempt of many at once is never lost',
  ],
  [
    'counts one attempt too many',
    broken((good) => ({
      attempt: async (id, maxAttempts, now) =>
        good.attempt(id, maxAttempts === 0 ? 0 : maxAttempts + 1, now),
    })),
    'an attempt counts until there were maxAttempts',
  ],
  [
    'counts attempts after the code expired',
    broken((good) => ({
      attempt: async (id, maxAttempts, now) => {
        const found = await read(good, id, now);
        const isLate = found !== undefined && found.expiresAt <= now;
        return good.attempt(id, maxAttempts, isLate ? found.expiresAt - 1 : now);
      },
    })),
    'an attempt counts until the code expires',
  ],
  [
    'says that an attempt counts after the end',
    broken((good) => ({
      attempt: async (id, maxAttempts, now) => {
        const attempted = await good.attempt(id, maxAttempts, now);
        const counts = attempted?.verification.state === 'approved' && maxAttempts > 0;
        return counts ? { ...attempted, isCounted: true } : attempted;
      },
    })),
    'an attempt does not count once the verification has ended',
  ],
  [
    'tells two callers at once that they ended it',
    broken((good) => ({
      end: async (id, state, now) => {
        const found = await read(good, id, now);
        await turn();
        await good.end(id, state, now);
        return found?.state === 'open' && found.expiresAt > now;
      },
    })),
    'the end of a verification is told to one of many at once',
  ],
  [
    'tells everybody that they ended it',
    broken((good) => ({
      end: async (id, state, now) => {
        await good.end(id, state, now);
        return true;
      },
    })),
    'the end of a verification is told to one caller, and seen by all',
  ],
  [
    'ends what has expired',
    broken((good) => ({
      end: async (id, state, now) => {
        const found = await read(good, id, now);
        return good.end(id, state, Math.min(now, (found?.expiresAt ?? now) - 1));
      },
    })),
    'the end of a verification is not possible after it expired',
  ],
  [
    'refuses to end what had all its attempts',
    broken((good) => ({
      end: async (id, state, now) =>
        ((await read(good, id, now))?.attempts ?? 0) < 5 && good.end(id, state, now),
    })),
    'the end of a verification is not prevented by its attempts',
  ],
  [
    'forgets which end it was',
    broken((good) => ({ end: async (id, _, now) => good.end(id, 'approved', now) })),
    'the end of a verification is told to one caller, and seen by all',
  ],
  ...(['end', 'expiry'] as const).map((moment): [string, () => VerificationStore, string] => [
    `keeps the sealed text after the ${moment}`,
    broken((good) => {
      const seals = new Map<string, string | undefined>();
      return {
        add: async (verification, now) => {
          seals.set(verification.id, verification.sealed);
          await good.add(verification, now);
        },
        attempt: async (id, maxAttempts, now) => {
          const attempted = await good.attempt(id, maxAttempts, now);
          if (attempted === undefined) return undefined;
          const { state, expiresAt } = attempted.verification;
          const isLate = moment === 'end' ? state !== 'open' : expiresAt <= now;
          return isLate ? withChanges(attempted, { sealed: seals.get(id) }) : attempted;
        },
      };
    }),
    moment === 'end'
      ? 'the sealed text is gone when the verification has ended'
      : 'the sealed text is there until the code expires, and not longer',
  ]),
  [
    'gives the sealed text away with a send that came too late',
    broken((good) => {
      let sealed: string | undefined;
      return {
        add: async (verification, now) => {
          ({ sealed } = verification);
          await good.add(verification, now);
        },
        claimSend: async (id, next, now) => {
          const claimed = await good.claimSend(id, next, now);
          return claimed && { ...claimed, verification: { ...claimed.verification, sealed } };
        },
      };
    }),
    'the sealed text is there until the code expires, and not longer',
  ],
  [
    'gives no sealed text with a send',
    broken((good) => ({
      claimSend: async (id, next, now) => {
        const claimed = await good.claimSend(id, next, now);
        return (
          claimed && { ...claimed, verification: { ...claimed.verification, sealed: undefined } }
        );
      },
    })),
    'the sealed text is given with every attempt and every send',
  ],
  [
    'forgets a verification when it expires',
    broken((good) => ({
      add: async (verification, now) =>
        good.add({ ...verification, keepUntil: verification.expiresAt }, now),
    })),
    'a verification is known until keepUntil, and not longer',
  ],
  [
    'never forgets a verification',
    broken((good) => ({
      attempt: async (id, maxAttempts, now) =>
        (await good.attempt(id, maxAttempts, now)) ?? good.attempt(id, maxAttempts, Date.now()),
    })),
    'a verification is known until keepUntil, and not longer',
  ],
  [
    'lets many send at once',
    broken((good) => ({
      claimSend: async (id, next, now) => {
        const found = await read(good, id, now);
        await turn();
        const claimed = await good.claimSend(id, next, now);
        const isClaimed = found?.resendAt !== undefined && found.resendAt <= now;
        return claimed && { ...claimed, isClaimed: claimed.isClaimed || isClaimed };
      },
    })),
    'the right to send again is given to one of many at once',
  ],
  [
    'does not wait for resendAt',
    broken((good) => ({
      claimSend: async (id, next, now) =>
        good.claimSend(id, next, Math.max(now, (await read(good, id, now))?.resendAt ?? now)),
    })),
    'the right to send again is given from resendAt on, and moves it',
  ],
  [
    'does not move resendAt',
    broken((good) => ({
      claimSend: async (id, next, now) => good.claimSend(id, { ...next, resendAt: now }, now),
    })),
    'the right to send again is given from resendAt on, and moves it',
  ],
  [
    'does not count sends',
    broken((good) => ({
      claimSend: async (id, next, now) => good.claimSend(id, { ...next, maxSends: 99 }, now),
    })),
    'the right to send again is given until there were maxSends',
  ],
  [
    'lets a locked verification send',
    broken((good) => ({
      claimSend: async (id, next, now) => good.claimSend(id, { ...next, maxAttempts: 99 }, now),
    })),
    'the right to send again is not given if the verification is locked or has ended',
  ],
  [
    'counts a send as an attempt',
    broken((good) => ({
      claimSend: async (id, next, now) => {
        const claimed = await good.claimSend(id, next, now);
        if (claimed?.isClaimed === true) await good.attempt(id, 99, now);
        return claimed;
      },
    })),
    'the right to send again is no attempt, and an attempt is no send',
  ],
  [
    'remembers the first message instead of the last',
    broken((good) => {
      const known = new Set<string>();
      return {
        recordSend: async (id, message) => {
          if (known.has(id)) return;
          known.add(id);
          await good.recordSend(id, message);
        },
      };
    }),
    'the last message is the one that was recorded last',
  ],
  [
    'forgets the message at the end',
    broken((good) => ({
      attempt: async (id, maxAttempts, now) => {
        const attempted = await good.attempt(id, maxAttempts, now);
        return attempted?.verification.state === 'approved'
          ? withChanges(attempted, { lastMessage: undefined })
          : attempted;
      },
    })),
    'the last message stays when the verification has ended',
  ],
  [
    'begins a verification again when its message is recorded',
    broken((good) => {
      const given = new Map<string, StoredVerification>();
      return {
        add: async (verification, now) => {
          given.set(verification.id, verification);
          await good.add(verification, now);
        },
        recordSend: async (id, message) => {
          const verification = given.get(id);
          if (verification !== undefined) await good.add(verification, 0);
          await good.recordSend(id, message);
        },
      };
    }),
    'the last message may be recorded after the end, and begins nothing again',
  ],
  [
    'makes a verification of a message',
    broken((good) => ({
      recordSend: async (id, message) => {
        if ((await read(good, id, Date.now())) === undefined) {
          await good.add(blank(id), Date.now());
        }
        await good.recordSend(id, message);
      },
    })),
    'a verification that was never added is not found, and not made by any call',
  ],
  [
    'writes back what it read before',
    broken((good) => ({
      recordSend: async (id, message) => {
        const found = await read(good, id, Date.now());
        await turn();
        if (found !== undefined) await good.add({ ...found, lastMessage: message }, Date.now());
      },
    })),
    'calls of different kinds at once lose nothing that another has written',
  ],
  [
    'takes ids for patterns',
    broken((good) => ({
      attempt: async (id, ...rest) => good.attempt(id === '*' ? '' : id, ...rest),
    })),
    'a verification is found by its own id alone, whatever the id is',
  ],
  [
    'takes ids in any case',
    broken((good) => ({
      add: async (verification, now) =>
        good.add({ ...verification, id: verification.id.toLowerCase() }, now),
      attempt: async (id, ...rest) => good.attempt(id.toLowerCase(), ...rest),
    })),
    'a verification is not found by its id in another case or with spaces',
  ],
  [
    'mixes verifications up',
    broken((good) => {
      let last: StoredVerification;
      return {
        add: async (verification, now) => {
          last = verification;
          await turn();
          await good.add({ ...last, id: verification.id }, now);
        },
      };
    }),
    'a verification does not get mixed up with others',
  ],
  [
    'makes a sealed text of none',
    broken((good) => ({
      add: async (verification, now) =>
        good.add({ ...verification, sealed: verification.sealed ?? 'null' }, now),
    })),
    'a verification may be without a sealed text',
  ],
  [
    'returns more than a verification',
    broken((good) => ({
      attempt: async (...given) => {
        const attempted = await good.attempt(...given);
        return attempted && withChanges(attempted, { secret: 'x' } as object);
      },
    })),
    'a verification is kept as it is, and seen by the other handle at once',
  ],
  [
    'returns numbers as texts',
    broken((good) => ({
      attempt: async (...given) => {
        const attempted = await good.attempt(...given);
        const expiresAt = String(attempted?.verification.expiresAt) as unknown as number;
        return attempted && withChanges(attempted, { expiresAt });
      },
    })),
    'a verification is kept as it is, and seen by the other handle at once',
  ],
  [
    'takes too many at once',
    broken((good) => {
      const counts = new Map<string, number>();
      return {
        take: async (recipient, limit, now) => {
          const count = counts.get(recipient) ?? 0;
          await turn();
          const { endsAt } = await good.take(recipient, limit, now);
          counts.set(recipient, count + 1);
          return { hasRoom: count < limit.verifications, endsAt };
        },
      };
    }),
    'the limit of a recipient holds for many at once',
  ],
  [
    'begins many periods at once',
    broken((good) => {
      const ends = new Map<string, number>();
      const places = new Map<string, number>();
      return {
        take: async (recipient, limit, now) => {
          const endsAt = ends.get(recipient) ?? 0;
          if (endsAt > now) {
            const count = places.get(recipient) ?? 0;
            places.set(recipient, count + 1);
            return { hasRoom: count < limit.verifications, endsAt };
          }
          if (endsAt > 0) await turn();
          ends.set(recipient, now + limit.seconds * 1000);
          places.set(recipient, 1);
          return { hasRoom: true, endsAt: now + limit.seconds * 1000 };
        },
        giveBack: good.giveBack,
      };
    }),
    'the limit of a recipient holds for many at once when a period has ended',
  ],
  [
    'begins the period again with each call',
    broken((good) => ({
      take: async (recipient, limit, now) => {
        const taken = await good.take(recipient, limit, now);
        return { ...taken, endsAt: now + limit.seconds * 1000 };
      },
    })),
    'the limit of a recipient has room until it is reached, within a period from the first on',
  ],
  [
    'never begins another period',
    broken((good) => ({
      take: async (recipient, limit) => good.take(recipient, { ...limit, seconds: 1e9 }, 1),
    })),
    'the limit of a recipient begins again when its period has ended',
  ],
  [
    'keeps the first limit',
    broken((good) => {
      let first: number | undefined;
      return {
        take: async (recipient, limit, now) =>
          good.take(recipient, { ...limit, verifications: (first ??= limit.verifications) }, now),
      };
    }),
    'the limit of a recipient is the one of the call',
  ],
  [
    'has one limit for everybody',
    broken((good) => ({ take: async (_, limit, now) => good.take('all', limit, now) })),
    'the limit of a recipient is one for each recipient, whatever its key is',
  ],
  [
    'counts what it refused',
    broken(() => {
      const counts = new Map<string, number>();
      return {
        take: async (recipient, { verifications, seconds }, now) => {
          const count = (counts.get(recipient) ?? 0) + 1;
          counts.set(recipient, count);
          return { hasRoom: count <= verifications, endsAt: now + seconds * 1000 };
        },
        giveBack: async (recipient) => {
          counts.set(recipient, (counts.get(recipient) ?? 0) - 1);
        },
      };
    }),
    'what is given back has room for one more, and refused calls do not count',
  ],
  [
    'gives more back than was taken',
    broken((good) => {
      const extra = new Map<string, number>();
      return {
        take: async (recipient, limit, now) => {
          const more = extra.get(recipient) ?? 0;
          return good.take(recipient, { ...limit, verifications: limit.verifications + more }, now);
        },
        giveBack: async (recipient) => {
          extra.set(recipient, (extra.get(recipient) ?? 0) + 1);
        },
      };
    }),
    'what is given back is never more than what was taken',
  ],
  [
    'gives back to a period that has not begun',
    broken((good) => {
      const waiting = new Set<string>();
      return {
        take: async (recipient, limit, now) => {
          const taken = await good.take(recipient, limit, now);
          if (waiting.delete(recipient)) await good.giveBack(recipient, taken.endsAt);
          return taken;
        },
        giveBack: async (recipient) => void waiting.add(recipient),
      };
    }),
    'what is given back is nothing if the period has ended',
  ],
  [
    'gives back to the period that there is now',
    broken((good) => {
      const ends = new Map<string, number>();
      return {
        take: async (recipient, limit, now) => {
          const taken = await good.take(recipient, limit, now);
          ends.set(recipient, taken.endsAt);
          return taken;
        },
        giveBack: async (recipient) => good.giveBack(recipient, ends.get(recipient) ?? 0),
      };
    }),
    'what is given back is of its own period, not of one that has begun since',
  ],
  [
    'gives back to somebody else',
    broken((good) => {
      let first: string | undefined;
      return {
        take: async (recipient, limit, now) => {
          first ??= recipient;
          return good.take(recipient, limit, now);
        },
        giveBack: async (_, endsAt) => good.giveBack(first ?? '', endsAt),
      };
    }),
    'what is given back is the recipient’s own',
  ],
  [
    'loses what is given back at once',
    broken((good) => {
      const busy = new Set<string>();
      return {
        giveBack: async (recipient, endsAt) => {
          if (busy.has(recipient)) return;
          busy.add(recipient);
          await turn();
          busy.delete(recipient);
          await good.giveBack(recipient, endsAt);
        },
      };
    }),
    'what is given back by many at once is not lost',
  ],
  [
    'loses counts at once',
    broken((good) => {
      let isBusy = false;
      return {
        count: async (...given) => {
          if (isBusy) return;
          isBusy = true;
          await turn();
          isBusy = false;
          await good.count(...given);
        },
      };
    }),
    'the counts miss none of many at once',
  ],
  [
    'counts sent for used',
    broken((good) => ({ count: async (_, route, now) => good.count('sent', route, now) })),
    'the counts are by route and by what is counted',
  ],
  [
    'counts the last 24 hours instead of days',
    broken((good) => {
      const counted: [string, number][] = [];
      return {
        count: async (what, route, now) => {
          counted.push([route, now]);
          await good.count(what, route, now);
        },
        counts: async (from, now) => {
          const recent = new Set(counted.flatMap(([route, at]) => (at >= from ? [route] : [])));
          return (await good.counts(from, now)).filter(({ route }) => recent.has(route));
        },
      };
    }),
    'the counts are since the day of a time, in UTC',
  ],
  [
    'lists each day by itself',
    broken((good) => ({
      count: async (what, route, now) => good.count(what, `${Math.floor(now / 1e6)}:${route}`, now),
      counts: async (from, now) =>
        (await good.counts(from, now)).map(({ route, ...counts }) => ({
          ...counts,
          route: route.slice(route.indexOf(':') + 1),
        })),
    })),
    'the counts of several days are added up',
  ],
  [
    'keeps counts for ever',
    broken(() => {
      const counted: Parameters<VerificationStore['count']>[] = [];
      return {
        count: async (...given) => void counted.push(given),
        counts: async (from, now) => {
          const all = memoryStore();
          const first = Math.floor(from / 86_400_000) * 86_400_000;
          const since = counted.filter(([, , at]) => at >= first);
          for (const [what, route] of since) await all.count(what, route, now);
          return all.counts(now, now);
        },
      };
    }),
    'the counts are those of 90 days',
  ],
  [
    'cuts routes at a space',
    broken((good) => ({
      count: async (what, route, now) => good.count(what, route.split("'")[0] ?? '', now),
    })),
    'the counts keep routes apart, whatever their names are',
  ],
])('the kit finds a store that %s', async (_, make, failing) => {
  expect(await failuresOf(async () => opened(make()))).toContain(failing);
});

function withChanges<Result extends { readonly verification: StoredVerification }>(
  result: Result,
  changes: Partial<StoredVerification>,
): Result {
  return { ...result, verification: { ...result.verification, ...changes } };
}

function blank(id: string): StoredVerification {
  const later = Date.now() + 60_000;
  return {
    id,
    digest: '',
    recipient: '',
    periodEndsAt: later,
    usageType: 'Generic',
    state: 'open',
    attempts: 0,
    sends: 0,
    expiresAt: later,
    resendAt: later,
    keepUntil: later,
  };
}
