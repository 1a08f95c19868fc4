import type { Message, SendEvent } from '@sms-connectors/core';
import type { IRedisClient } from 'bullmq';
import type { Lane } from './lanes.ts';
import type { QueueEvent } from './queue.ts';
import type { AskRedis } from './redis/ask-redis.ts';
import type { CompleteQueueSettings } from './settings.ts';
import type { Vault } from './vault.ts';

/** What the parts of a queue share. */
export interface Context {
  readonly settings: CompleteQueueSettings;
  readonly client: IRedisClient;
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly laneOf: ((message: Message) => string | undefined) | undefined;
  readonly vault: Vault;
  readonly ask: AskRedis;
  readonly emit: (event: QueueEvent | SendEvent) => void;
}
