import { randomUUID } from 'node:crypto';
import { daysSince, dayOf, keptForMs } from './days.ts';
import { type RedisClient, scriptRunner } from './redis-client.ts';
import * as scripts from './redis-scripts.ts';
import { sumByRoute } from './route-sums.ts';
import type { StoredVerification, VerificationStore } from './verification-store.ts';

export type { Ioredis, NodeRedis, RedisClient } from './redis-client.ts';

export interface RedisStoreOptions {
  /** A connected client of `ioredis` or `redis`, also for a cluster. The caller closes it. */
  readonly client: RedisClient;
  /** What the keys in Redis start with; `sms-verify` by default. */
  readonly keyPrefix?: string | undefined;
}

/**
 * Keeps verifications in Redis, for all processes together. Every key expires by itself.
 *
 * Redis must not evict keys (`maxmemory-policy noeviction`), and should keep an append-only file: a verification that
 * Redis loses is `not_found`, and a limit that it loses starts again.
 * @throws `TypeError` for a client of another library
 */
export function redisStore({
  client,
  keyPrefix = 'sms-verify',
}: RedisStoreOptions): VerificationStore {
  const run = scriptRunner(client);
  const periodKey = (recipient: string): string => `${keyPrefix}:recipient:${recipient}`;
  const dayKey = (day: number): string => `${keyPrefix}:day:${day}`;
  // With the same hash tag, so that they are on the same server of a cluster. The letter keeps the tag from being empty.
  const verificationKey = (id: string): string => `${keyPrefix}:{v${id}}`;
  const keysOf = (id: string): readonly string[] => [
    verificationKey(id),
    `${verificationKey(id)}:sealed`,
  ];

  return {
    take: async (recipient, { verifications, seconds }, now) => {
      const given = [now, now + seconds * 1000, verifications];
      const [hasRoom, endsAt] = (await run(scripts.take, [periodKey(recipient)], given)) as Reply;
      return { hasRoom: Number(hasRoom) === 1, endsAt: Number(endsAt) };
    },
    giveBack: async (recipient, endsAt) => {
      await run(scripts.giveBack, [periodKey(recipient)], [endsAt]);
    },
    add: async (verification, now) => {
      const { id, sealed, expiresAt, keepUntil } = verification;
      const sealedForMs = sealed === undefined ? 0 : expiresAt - now;
      const stay = [keepUntil - now, sealedForMs, sealed ?? ''];
      await run(scripts.add, keysOf(id), [...stay, ...fieldsOf(verification)]);
    },
    attempt: async (id, maxAttempts, now) => {
      const given = [now, maxAttempts, randomUUID()];
      const found = readAnswer(id, await run(scripts.attempt, keysOf(id), given));
      return found && { isCounted: found.isDone, verification: found.verification };
    },
    claimSend: async (id, { maxAttempts, maxSends, resendAt }, now) => {
      const given = [now, maxAttempts, maxSends, resendAt, randomUUID()];
      const found = readAnswer(id, await run(scripts.claimSend, keysOf(id), given));
      return found && { isClaimed: found.isDone, verification: found.verification };
    },
    recordSend: async (id, { sender, messageId, route }) => {
      const fields = ['sender', sender, 'messageId', messageId, 'route', route];
      await run(scripts.record, [verificationKey(id)], fields);
    },
    end: async (id, state, now) =>
      Number(await run(scripts.end, keysOf(id), [now, state, randomUUID()])) === 1,
    count: async (what, route, now) => {
      await run(scripts.count, [dayKey(dayOf(now))], [`${what} ${route}`, keptForMs(now)]);
    },
    counts: async (from, now) => {
      const days = await Promise.all(
        daysSince(from, now).map((day) => run(scripts.read, [dayKey(day)], [])),
      );
      return sumByRoute(days.flatMap((day) => countsIn(day as Reply)));
    },
  };
}

type Reply = readonly unknown[];

function fieldsOf(verification: StoredVerification): readonly (string | number)[] {
  const { id: _, sealed: __, lastMessage, ...fields } = verification;
  return Object.entries({ ...fields, ...lastMessage }).flat();
}

interface Answer {
  readonly isDone: boolean;
  readonly verification: StoredVerification;
}

function readAnswer(id: string, reply: unknown): Answer | undefined {
  if (!Array.isArray(reply)) return undefined;
  const [isDone, fields, sealed] = reply as Reply;
  return { isDone: Number(isDone) === 1, verification: readFields(id, fields as Reply, sealed) };
}

function readFields(id: string, flat: Reply, sealed: unknown): StoredVerification {
  const fields = new Map(pairsOf(flat));
  const text = (name: string): string => fields.get(name) ?? '';
  const sender = fields.get('sender');
  return {
    id,
    digest: text('digest'),
    recipient: text('recipient'),
    periodEndsAt: Number(text('periodEndsAt')),
    usageType: text('usageType') as StoredVerification['usageType'],
    sealed: typeof sealed === 'string' ? sealed : undefined,
    state: text('state') as StoredVerification['state'],
    attempts: Number(text('attempts')),
    sends: Number(text('sends')),
    expiresAt: Number(text('expiresAt')),
    resendAt: Number(text('resendAt')),
    keepUntil: Number(text('keepUntil')),
    lastMessage:
      sender === undefined
        ? undefined
        : { sender, messageId: text('messageId'), route: text('route') },
  };
}

function countsIn(day: Reply): readonly { route: string; sent: number; used: number }[] {
  return pairsOf(day).map(([field, value]) => {
    const space = field.indexOf(' ');
    const figures = { sent: 0, used: 0, [field.slice(0, space)]: Number(value) };
    return { route: field.slice(space + 1), ...figures };
  });
}

/** What a hash has, from the list of its fields and values. */
function pairsOf(flat: Reply): readonly (readonly [string, string])[] {
  return flat.flatMap((field, index) =>
    index % 2 === 0 ? [[String(field), String(flat[index + 1])] as const] : [],
  );
}
