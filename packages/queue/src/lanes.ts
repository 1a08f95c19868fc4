import { type IRedisClient, Queue } from 'bullmq';
import type { JobData } from './sealed-message.ts';
import type { LaneSettings } from './settings.ts';
import type { StateKeys } from './states/states.ts';

/** One queue of BullMQ, and where the states of its messages are. */
export interface Lane {
  readonly name: string;
  readonly settings: LaneSettings;
  readonly queue: Queue<JobData>;
  readonly keys: StateKeys;
}

export function lanesOf(
  queueName: string,
  lanes: Readonly<Record<string, LaneSettings>>,
  client: IRedisClient,
): ReadonlyMap<string, Lane> {
  return new Map(
    Object.entries(lanes).map(([name, settings]) => {
      const prefix = prefixOf(queueName, name);
      const queue = new Queue<JobData>(bullNameOf(queueName, name), {
        connection: client,
        prefix,
      });
      const keys: StateKeys = {
        state: (id) => `${prefix}:state:${id}`,
        job: (id) => queue.toKey(id),
      };
      return [name, { name, settings, queue, keys }];
    }),
  );
}

function bullNameOf(queueName: string, lane: string): string {
  return `${queueName}-${lane}`;
}

/** The braces keep all keys of a lane on one server of a cluster, and let lanes be on different ones. */
function prefixOf(queueName: string, lane: string): string {
  return `{${bullNameOf(queueName, lane)}}`;
}
