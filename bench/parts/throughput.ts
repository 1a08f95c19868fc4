import { setTimeout as delay } from 'node:timers/promises';
import {
  collector,
  type Context,
  type Part,
  rotated,
  startWorker,
  type Worker,
} from '../context.ts';

// Long enough for V8 to optimize as in a long-running server; three seconds are not enough.
const warmUpMs = 5000;

interface Plan {
  readonly rounds: number;
  /** The number of messages at once, and the duration in ms. */
  readonly crowds: readonly (readonly [atOnce: number, ms: number])[];
}

const everyCrowd = (ms: number): Plan['crowds'] => [1, 16, 64, 256].map((atOnce) => [atOnce, ms]);
// With a slow provider, all messages start at the same time and need some seconds to spread evenly.
const slowCrowds = [
  [1, 1000],
  [16, 1000],
  [64, 2000],
  [256, 4000],
] as const;
const plans = {
  full: {
    prompt: { rounds: 7, crowds: everyCrowd(500) },
    slow: { rounds: 3, crowds: slowCrowds },
  },
  quick: {
    prompt: { rounds: 3, crowds: everyCrowd(300) },
    slow: { rounds: 1, crowds: slowCrowds.slice(-1) },
  },
} as const;

/** Measures CPU and messages per second, with a provider that responds immediately and one that takes 100 ms. */
export const throughput: Part = async (context) => {
  const plan = plans[context.mode];
  const workers = await Promise.all(context.peers.map((peer) => startWorker(context, peer)));
  const collected = collector();
  const measure = async (delayMs: number, { rounds, crowds }: Plan): Promise<void> => {
    await context.server.ask({ delayMs });
    for (let round = 0; round < rounds; round += 1) {
      for (const [atOnce, ms] of crowds) {
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
    for (const worker of workers) await worker.ask({ atOnce: 16, messages: 100, ms: warmUpMs });
    await measure(0, plan.prompt);
    await measure(100, plan.slow);
  } finally {
    await context.server.ask({ delayMs: 0 });
    await Promise.all(workers.map((worker) => worker.stop()));
  }
  return collected.rows();
};

/** Takes one sample after a short warm-up that opens the connections. Every message must arrive exactly once. */
async function load({ server }: Context, worker: Worker, atOnce: number, ms: number) {
  await worker.ask({ atOnce, messages: 2, ms: 0 });
  await delay(20);
  const { messages: before } = await server.ask({});
  const result = await worker.ask({ atOnce, messages: 1, ms });
  const { messages: after } = await server.ask({});
  const arrived = worker.peer.id === 'mock' ? result.sent : after - before;
  if (arrived !== result.sent) {
    throw new Error(`${worker.peer.title} sent ${result.sent} messages, but ${arrived} arrived.`);
  }
  return result;
}
