// Measures what a verification costs beside its message.
//   pnpm bench:verify
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Message, Sender } from '@sms-connectors/core';
import { memoryStore, verification } from '@sms-connectors/verify';
import { writePages } from './pages.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const to = '+33612345678';
const usageType = 'SignIn';
const perRecipient = { verifications: 10, seconds: 86_400 };
let code = '';

/** Accepts every message at once, and keeps the code of the last one. */
const sender: Sender = {
  id: 'immediate',
  send: async ({ payload }: Message) => {
    ({ code } = payload as { code: string });
    return { messageId: '1', status: 'queued', provider: { id: 'immediate' } };
  },
};

const codes = verification({ sender, secret: 'x'.repeat(32), store: memoryStore(), perRecipient });

async function startAndCheck(): Promise<void> {
  const started = await codes.start({ to, usageType });
  if (started.status !== 'started') throw new Error(started.status);
  const { status } = await codes.check({ id: started.id, code });
  if (status !== 'approved') throw new Error(status);
}

const message: Message = { to, usageType, payload: { code: '123456' } };
const bare = await cpuOf(() => sender.send(message));
const whole = await cpuOf(startAndCheck);
const rows = [
  ['work', 'µs of CPU'],
  ['`start` and an approving `check`, in memory, beside the send', (whole - bare).toFixed(1)],
];
writeFileSync(path.join(import.meta.dirname, 'results/verify.md'), `${table(rows)}\n`);
writePages();
console.log(table(rows));

/** CPU time of one call, in microseconds: the median of ten rounds after five to warm up. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  const calls = 10_000;
  for (let round = 0; round < 15; round += 1) {
    const start = process.cpuUsage();
    for (let call = 0; call < calls; call += 1) await work();
    const { user, system } = process.cpuUsage(start);
    samples.push((user + system) / calls);
  }
  return median(samples.slice(5));
}
