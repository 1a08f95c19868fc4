import { ConnectorError } from '@sms-connectors/core';
import type { Context } from '../context.ts';
import { laneIn } from '../ids.ts';
import type { Lane } from '../lanes.ts';
import type { Queued } from '../queue.ts';
import type { RunScript } from '../redis/run-script.ts';
import { Room } from '../room.ts';
import type { States } from '../states/states.ts';
import { addJobs, type NewJob, portionsOf } from './add-jobs.ts';
import { type Prepared, prepare, type QueuedWithDeadline } from './prepare.ts';

export type Enqueue = (messages: readonly QueuedWithDeadline[]) => Promise<readonly Queued[]>;

export interface EnqueueTools {
  readonly context: Context;
  readonly run: RunScript;
  readonly states: ReadonlyMap<string, States>;
  /** Resolves when the client is connected. */
  readonly connected: () => Promise<void>;
}

/** Puts messages into their lanes. @throws `ConnectorError`; see `MessageQueue.enqueue` */
export function enqueuer({ context, run, states, connected }: EnqueueTools): Enqueue {
  const { settings, client, lanes, vault, ask, emit } = context;
  const rooms = new Map(
    [...lanes].map(([name, { queue }]) => [
      name,
      new Room(settings.maxWaiting, () =>
        queue.getJobCountByTypes('wait', 'prioritized', 'delayed'),
      ),
    ]),
  );

  return async (messages) => {
    const prepared = messages.map((message) => prepare(context, message));
    if (client.status !== 'ready') await ask(connected);
    const byLane = [...Map.groupBy(prepared, ({ lane }) => lane)];
    await takeRoom(byLane);
    let added = false;
    try {
      const known = await Promise.all(prepared.map(withKnownId));
      for (const [lane, ofLane] of Map.groupBy(known, (each) => each.prepared.lane)) {
        const jobs = ofLane.filter(({ isRepeated }) => !isRepeated).map(jobOf);
        for (const portion of portionsOf(jobs)) {
          if (portion.length > 0) await ask(() => addJobs(lane, portion), 'unknown');
        }
      }
      added = true;
      return known.map(({ id, prepared: { lane }, isRepeated }) => {
        if (!isRepeated) {
          emit({ type: 'message_queued', queue: settings.name, lane: lane.name, id });
        }
        return { id, isRepeated };
      });
    } finally {
      for (const [lane, { length }] of byLane) rooms.get(lane.name)?.settle(length, added);
    }
  };

  /** All room, or none. */
  async function takeRoom(
    byLane: readonly (readonly [Lane, readonly Prepared[]])[],
  ): Promise<void> {
    const taken: [Room, number][] = [];
    try {
      for (const [lane, { length }] of byLane) {
        const room = rooms.get(lane.name) as Room;
        if (!room.takeAtOnce(length)) {
          await ask(() => room.count(length));
          if (!room.take(length)) {
            emit({ type: 'queue_full', queue: settings.name, lane: lane.name, messages: length });
            throw full(settings.name);
          }
        }
        taken.push([room, length]);
      }
    } catch (error) {
      for (const [room, count] of taken) room.settle(count, false);
      throw error;
    }
  }

  async function withKnownId(given: Prepared): Promise<Known> {
    const { id: offered, idempotencyKey, sendBefore } = given;
    if (idempotencyKey === undefined) return { id: offered, prepared: given, isRepeated: false };
    const keys = vault.aliases(idempotencyKey).map((alias) => `{${settings.name}}:key:${alias}`);
    const knownMs = sendBefore - Date.now() + settings.resultSeconds * 1000;
    const id = String(await ask(() => run('claimKey', keys, [offered, knownMs])));
    if (id === offered) return { id, prepared: given, isRepeated: false };
    // Who claimed the key may have been killed before the message was in the queue.
    const lane = lanes.get(laneIn(id)) ?? given.lane;
    const result = await ask(() => (states.get(lane.name) as States).read(id));
    return { id, prepared: { ...given, lane }, isRepeated: result.status !== 'not_found' };
  }

  function jobOf({ id, prepared: { text, priority } }: Known): NewJob {
    return { id, sealed: vault.seal(id, text), priority };
  }
}

interface Known {
  readonly id: string;
  readonly prepared: Prepared;
  readonly isRepeated: boolean;
}

/** How long to wait before a lane that is full is tried again, in milliseconds. */
const fullForMs = 1000;

function full(queue: string): ConnectorError {
  return new ConnectorError({
    code: 'rate_limited',
    outcome: 'rejected',
    retryAfterMs: fullForMs,
    detail: 'too many messages wait; nothing was enqueued.',
    provider: { id: queue },
  });
}
