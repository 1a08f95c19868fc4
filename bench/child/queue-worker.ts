// A worker of the queue with a provider that takes 20 ms.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { messageQueue } from '@sms-connectors/queue';
import { Redis } from 'ioredis';

const [, , url = '', name = '', secret = ''] = process.argv;
const client = new Redis(url);
const queue = messageQueue({ client, secret, name });
const worker = queue.worker({
  concurrency: 20,
  sender: {
    id: 'slow',
    send: async () => {
      await delay(20);
      return { messageId: '1', status: 'queued', provider: { id: 'slow' } };
    },
  },
});
await worker.ready();
process.send?.('ready');
await once(process, 'disconnect');
await queue.close();
client.disconnect();
