import { type MessageQueue, messageQueue, type QueueEvent } from '@sms-connectors/queue';
import type { Redis } from 'ioredis';
import type { GatewayQueueSettings } from './config/gateway-schema.ts';
import type { Log } from './http/access-log.ts';

export interface OpenQueueOptions {
  readonly client: Redis;
  readonly secret: readonly string[];
  readonly settings: Partial<GatewayQueueSettings> | undefined;
  readonly log: Log;
}

// What operators should see; the rest is in the metrics.
const told: ReadonlySet<string> = new Set<QueueEvent['type']>([
  'queue_full',
  'message_taken_over',
  'message_sent_again',
  'redis_failed',
]);

/** The queue that all gateways of one Redis share. */
export function openQueue({ client, secret, settings = {}, log }: OpenQueueOptions): MessageQueue {
  const { concurrency, limit, ...others } = settings;
  return messageQueue({
    ...others,
    lanes: { default: { concurrency, limit } },
    name: 'sms-gateway',
    client,
    secret,
    onEvent: (event) => {
      if (told.has(event.type)) log('warn', event.type, { ...event, type: undefined });
    },
  });
}
