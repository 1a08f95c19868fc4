import { setTimeout as delay } from 'node:timers/promises';
import {
  collector,
  type Context,
  type Part,
  rotated,
  startWorker,
  type Worker,
} from '../context.ts';

const crowds = [1, 16, 64, 256];
const plans = {
  full: { warmUpMs: 3000, rounds: 7, ms: 500, delayed: { rounds: 3, ms: 2000, crowds } },
  quick: { warmUpMs: 2000, rounds: 2, ms: 300, delayed: { rounds: 1, ms: 1500, crowds: [256] } },
} as const;

/** CPU and messages a second, with a provider that answers at once and with one that takes 100 ms. */
export const throughput: Part = async (context) => {
  const plan = plans[context.mode];
  const workers = await Promise.all(context.peers.map((peer) => startWorker(context, peer)));
  const collected = collector();
  const measure = async (
    delayMs: number,
    { rounds, ms, crowds: sizes }: { rounds: number; ms: number; crowds: readonly number[] },
  ): Promise<void> => {
    await context.server.ask({ delayMs });
    for (let round = 0; round < rounds; round += 1) {
      for (const atOnce of sizes) {
        const work = `${atOnce} at once${delayMs === 0 ? '' : `, ${delayMs} ms`}`;
        context.log(`${work}, round ${round + 1} of ${rounds}`);
        for (const worker of rotated(workers, round)) {
          const { sent, cpu, wall } = await load(context, worker, atOnce, ms);
          if (delayMs === 0) collected.add('cpu', work, worker.peer, cpu / sent);
          collected.add('rate', work, worker.peer, (sent / wall) * 1000);
        }
      }
    }
  };
  try {
    // Until the compiler has seen what a server that has run for a while has seen.
    for (const worker of workers)
      await worker.ask({ atOnce: 16, messages: 100, ms: plan.warmUpMs });
    await measure(0, { ...plan, crowds });
    await measure(100, plan.delayed);
  } finally {
    await context.server.ask({ delayMs: 0 });
    await Promise.all(workers.map((worker) => worker.stop()));
  }
  return collected.rows();
};

/** One sample, after a short run that opens the connections; every message must have arrived, once. */
async function load({ server }: Context, worker: Worker, atOnce: number, ms: number) {
  await worker.ask({ atOnce, messages: 2, ms: 0 });
  await delay(20);
  const { messages: before } = await server.ask({});
  const result = await worker.ask({ atOnce, messages: 1, ms });
  const { messages: after } = await server.ask({});
  const arrived = worker.peer.id === 'mock' ? result.sent : after - before;
  if (arrived !== result.sent) {
    throw new Error(`${worker.peer.title} sent ${result.sent} messages and ${arrived} arrived.`);
  }
  return result;
}
