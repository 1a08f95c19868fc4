// A worker in a process of its own, which may be killed at a step or fall silent.
import { once } from 'node:events';
import { twilio, type TwilioConfig } from '@sms-connectors/twilio';
import { Redis } from 'ioredis';
import { messageQueue, type QueueSettings } from '@sms-connectors/queue';
import { killAtScript, killAtSend, type KillPoint } from './kill-at.ts';
import { secret, templates } from './messages.ts';

export interface WorkerJob {
  readonly redisUrl: string;
  readonly settings: QueueSettings;
  readonly provider: { readonly url: string; readonly config: Omit<TwilioConfig, 'templates'> };
  readonly concurrency?: number | undefined;
  readonly kill?: KillPoint | undefined;
}

const { redisUrl, settings, provider, concurrency, kill }: WorkerJob = JSON.parse(
  process.argv[2] ?? '',
);
if (kill !== undefined && kill.step !== 'send') killAtScript(kill);
const client = new Redis(redisUrl, { retryStrategy: () => 50 });
client.on('error', () => {});
const queue = messageQueue({ client, secret, ...settings });
const connector = twilio(
  { ...provider.config, templates: [...templates] },
  {
    baseUrl: provider.url,
  },
);
const sender = kill?.step === 'send' ? killAtSend(connector, kill) : connector;
const worker = queue.worker({
  sender,
  timeoutMs: 5000,
  ...(concurrency !== undefined && { concurrency }),
});
await worker.ready();
process.send?.('ready');
await once(process, 'disconnect');
await queue.close();
await connector.close();
client.disconnect();
