import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from '../child.ts';
import { collector, type Part, startWorker } from '../context.ts';
import { farHost, isInside, nearHost, pointTo } from '../network.ts';

const roundTripMs = 60;
const plans = {
  full: { pauses: [1, 8, 35, 120], processes: 3, rounds: 2 },
  quick: { pauses: [1, 8], processes: 2, rounds: 1 },
} as const;

/**
 * Measures the latency of a message after a pause, with a round trip of 60 ms. All peers pause at the same time, in
 * separate processes, with offsets so that no two messages overlap.
 */
export const latency: Part = async (context) => {
  const { pauses, processes, rounds } = plans[context.mode];
  const { port } = new URL(context.origin);
  const upstreamPort = port === '' ? 443 : Number(port);
  const proxy = await startChild<{ port: number }>({
    folder: path.join(import.meta.dirname, '../child'),
    file: 'proxy.mjs',
    environment: {
      BENCH_HOST: farHost,
      BENCH_PORT: isInside ? '443' : '0',
      BENCH_UPSTREAM: JSON.stringify({ host: nearHost, port: upstreamPort }),
      BENCH_ROUND_TRIP: String(roundTripMs),
    },
  });
  const origin = isInside ? context.origin : `https://${farHost}:${proxy.hello.port}`;
  if (isInside) pointTo(context.folder, farHost);

  const collected = collector();
  const peers = context.peers.filter(({ id }) => id !== 'mock');
  const runs = peers.flatMap((peer) => Array.from({ length: processes }, () => peer));
  const workers = await Promise.all(runs.map((peer) => startWorker({ ...context, origin }, peer)));
  const once = { atOnce: 1, messages: 1, ms: 0 };
  const follow = async (index: number): Promise<void> => {
    const worker = workers[index];
    if (worker === undefined) return;
    await delay(index * (900 / workers.length));
    await worker.ask({ ...once, messages: 3 });
    for (let round = 0; round < rounds; round += 1) {
      for (const seconds of pauses) {
        await delay(seconds * 1000);
        const { wall } = await worker.ask(once);
        collected.add('latency', `after ${seconds} s`, worker.peer, wall);
      }
    }
  };
  const total = pauses.reduce((sum, seconds) => sum + seconds, 0) * rounds;
  context.log(`pauses of ${pauses.join(', ')} s, ${rounds} times: about ${total} s`);
  try {
    await Promise.all(workers.map((_, index) => follow(index)));
  } finally {
    if (isInside) pointTo(context.folder, nearHost);
    await Promise.all([...workers, proxy].map((child) => child.stop()));
  }
  return collected.rows();
};
