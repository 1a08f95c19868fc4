// Does a job with the store of a URL, and tells its parent what came of it. It may be killed at a call of the store.
import { once } from 'node:events';
import { verification } from '@sms-connectors/verify';
import { killingStore, openStore } from './open-store.ts';
import { phone, secret } from './sms.ts';
import type { Job } from './store-jobs.ts';

const { url, calls, atOnce, kill }: Job = JSON.parse(process.argv[2] ?? '');
const { store, close } = await openStore(url);
const codes = verification({
  sender: phone().sender,
  secret,
  store: kill === undefined ? store : killingStore(store, kill),
  storeTimeoutMs: 60_000,
});
const begin = once(process, 'message');
process.send?.('ready');
await begin;
const statuses: string[][] = [];
for (const call of calls) {
  const make = async (): Promise<string> => {
    if (call.name === 'check') return (await codes.check(call)).status;
    if (call.name === 'resend') return (await codes.resend(call)).status;
    return (await codes.start({ to: call.to, usageType: 'SignIn' })).status;
  };
  statuses.push(await Promise.all(Array.from({ length: atOnce }, make)));
}
await codes.close();
await close();
process.send?.(statuses);
process.disconnect?.();
