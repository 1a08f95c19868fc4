import { collector, type Part, startWorker } from '../context.ts';

const sends = { full: 100_000, quick: 10_000 } as const;

/** Measures the heap after more and more sends, to find leaks. */
export const heap: Part = async (context) => {
  const collected = collector();
  const step = sends[context.mode] / 10;
  for (const peer of context.peers.filter(({ kind }) => kind === 'ours')) {
    context.log(`heap of ${peer.title}`);
    const worker = await startWorker({ ...context, nodeOptions: ['--expose-gc'] }, peer);
    for (let sent = step; sent <= sends[context.mode]; sent += step) {
      await worker.ask({ atOnce: 50, messages: step / 50, ms: 0 });
      const { bytes } = await worker.ask({ kind: 'heap' });
      collected.add('heap', `${sent.toLocaleString('en')} sends`, peer, bytes / 1e6);
    }
    await worker.stop();
  }
  return collected.rows();
};
