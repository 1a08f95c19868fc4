// Sends messages at once through a guard whose limits are in Redis, and prints how many it let through.
import { mock } from '@sms-connectors/mock';
import { Redis } from 'ioredis';
import { guard } from '../../src/index.ts';
import { redisStore } from '../../src/stores/redis-store.ts';
import { message, templates } from './message.ts';

const { REDIS_URL = '', SECRET = '', COUNT = '' } = process.env;
const client = new Redis(REDIS_URL, { lazyConnect: true });
await client.connect();
const store = redisStore({ client, secret: SECRET });
const sms = guard(
  mock({ templates }),
  { perRecipient: { messages: 10, seconds: 60 } },
  {
    store,
    // By default, a message goes through if the store is slow.
    storeTimeoutMs: 30_000,
  },
);
const sends = Array.from({ length: Number(COUNT) }, () =>
  sms.send(message).then(
    () => 1,
    () => 0,
  ),
);
const through = (await Promise.all(sends)).reduce<number>((sum, one) => sum + one, 0);
console.log(through);
client.disconnect();
