import { dayOf, firstDayKept } from '../days.ts';
import { sumByRoute } from '../route-sums.ts';
import type { StoredVerification, VerificationStore } from '../verification-store.ts';
import { statementsFor } from './statements.ts';

/** A store in a database with the tables of `migrations`. */
export interface SqlStore extends VerificationStore {
  /** Makes the tables, or what they lack. May be called at every start, by many processes at once. */
  readonly migrate: () => Promise<void>;
  /** Deletes what has ended by this time. `add` does so too, at most once a minute. */
  readonly purge: (now: number) => Promise<void>;
}

/** One connection to a database, or a pool of them. */
export interface Database {
  /** Runs a statement and returns its rows. */
  readonly rows: (statement: string, values: readonly Value[]) => Promise<readonly Row[]>;
  /** Runs a statement that has no rows. */
  readonly run: (statement: string, values: readonly Value[]) => Promise<void>;
}

export type Value = string | number | null;
/** What a database returns: 64-bit numbers may be texts or `bigint`. */
export type Row = Readonly<Record<string, unknown>>;

const purgedEveryMs = 60_000;

export function sqlStore({ rows, run }: Database, tablePrefix: string): Omit<SqlStore, 'migrate'> {
  const statements = statementsFor(tablePrefix);
  let purgedAt = Number.NEGATIVE_INFINITY;

  const purge = async (now: number): Promise<void> => {
    purgedAt = now;
    await run(statements.purgeVerifications, [now]);
    await run(statements.purgeSealed, [now]);
    await run(statements.purgeRecipients, [now]);
    await run(statements.purgeDays, [firstDayKept(now)]);
  };
  /** Changes a verification if its conditions hold, or reads it: what does not hold once never holds again. */
  const change = async (statement: string, values: readonly [string, number, ...number[]]) => {
    const [id, now] = values;
    const [changed] = await rows(statement, values);
    const [found] = changed === undefined ? await rows(statements.read, [id, now]) : [changed];
    return found && { isDone: changed !== undefined, verification: verificationIn(found, now) };
  };

  return {
    purge,
    take: async (recipient, { verifications, seconds }, now) => {
      const given = [recipient, now + seconds * 1000, now, verifications];
      const [taken] = await rows(statements.take, given);
      if (taken !== undefined) return { hasRoom: true, endsAt: Number(taken['ends_at']) };
      const [period] = await rows(statements.readPeriod, [recipient]);
      // Without a period, it has been purged meanwhile.
      return { hasRoom: false, endsAt: period === undefined ? now : Number(period['ends_at']) };
    },
    giveBack: async (recipient, endsAt) => run(statements.giveBack, [recipient, endsAt]),
    add: async (verification, now) => {
      await run(statements.add, columnsOf(verification));
      // What is not purged now is purged by a later call.
      if (now - purgedAt >= purgedEveryMs) purge(now).catch(() => undefined);
    },
    attempt: async (id, maxAttempts, now) => {
      const changed = await change(statements.attempt, [id, now, maxAttempts]);
      return changed && { isCounted: changed.isDone, verification: changed.verification };
    },
    claimSend: async (id, { maxAttempts, maxSends, resendAt }, now) => {
      const values = [id, now, maxAttempts, maxSends, resendAt] as const;
      const changed = await change(statements.claimSend, values);
      return changed && { isClaimed: changed.isDone, verification: changed.verification };
    },
    recordSend: async (id, { sender, messageId, route }) =>
      run(statements.recordSend, [id, sender, messageId, route]),
    end: async (id, state, now) => (await rows(statements.end, [id, now, state])).length === 1,
    count: async (what, route, now) => {
      const [sent, used] = what === 'sent' ? [1, 0] : [0, 1];
      await run(statements.count, [dayOf(now), route, sent, used]);
    },
    counts: async (from, now) => {
      const first = Math.max(dayOf(from), firstDayKept(now));
      const found = await rows(statements.counts, [first]);
      return sumByRoute(
        found.map(({ route, sent, used }) => ({
          route: String(route),
          sent: Number(sent),
          used: Number(used),
        })),
      );
    },
  };
}

function columnsOf(verification: StoredVerification): readonly Value[] {
  const { id, digest, recipient, periodEndsAt, usageType, sealed, state } = verification;
  const { attempts, sends, expiresAt, resendAt, keepUntil, lastMessage } = verification;
  const { sender, messageId, route } = lastMessage ?? {};
  const given = [id, digest, recipient, periodEndsAt, usageType, sealed, state, attempts, sends];
  const times = [expiresAt, resendAt, keepUntil];
  return [...given, ...times, sender, messageId, route].map((value) => value ?? null);
}

function verificationIn(row: Row, now: number): StoredVerification {
  const text = (column: string): string => String(row[column]);
  const state = text('state') as StoredVerification['state'];
  const expiresAt = Number(row['expires_at']);
  const isOpen = state === 'open' && expiresAt > now;
  return {
    id: text('id'),
    digest: text('digest'),
    recipient: text('recipient'),
    periodEndsAt: Number(row['period_ends_at']),
    usageType: text('usage_type') as StoredVerification['usageType'],
    sealed: isOpen && row['sealed'] !== null ? text('sealed') : undefined,
    state,
    attempts: Number(row['attempts']),
    sends: Number(row['sends']),
    expiresAt,
    resendAt: Number(row['resend_at']),
    keepUntil: Number(row['keep_until']),
    lastMessage:
      row['sender'] === null
        ? undefined
        : { sender: text('sender'), messageId: text('message_id'), route: text('route') },
  };
}
