export { messageQueue, type MessageQueueOptions } from './message-queue.ts';
export type * from './queue.ts';
export { errorOf } from './ends.ts';
export {
  type CompleteQueueSettings,
  laneSchema,
  type QueueSettings,
  queueSettingsSchema,
} from './settings.ts';
export {
  type RedisReportStore,
  redisReportStore,
  type RedisReportStoreOptions,
} from './reports/redis-report-store.ts';
