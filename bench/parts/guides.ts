import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { collector, type Part } from '../context.ts';
import { peerOf } from '../peers.ts';

interface Size {
  readonly connectors: number;
  readonly languages: number;
  /** The memory limit, just enough for the largest work. */
  readonly isHeld?: boolean;
}

const run = promisify(execFile);
const script = path.join(import.meta.dirname, '../guides.ts');
const sizes: Readonly<Record<'full' | 'quick', readonly Size[]>> = {
  full: [
    { connectors: 20, languages: 3 },
    { connectors: 100, languages: 10 },
    { connectors: 500, languages: 10 },
    { connectors: 500, languages: 10, isHeld: true },
  ],
  quick: [{ connectors: 20, languages: 3 }],
};

/** Measures the CPU and memory to write the guides of many connectors in many languages. */
export const guides: Part = async ({ mode, log }) => {
  const collected = collector();
  const peer = peerOf('sms-connectors');
  for (const { connectors, languages, isHeld = false } of sizes[mode]) {
    const work = `${connectors} × ${languages}${isHeld ? ', held' : ''}`;
    log(`guides, ${work}`);
    const { stdout } = await run(process.execPath, [
      '--conditions=@sms-connectors/source',
      script,
      String(connectors),
      String(languages),
      ...(isHeld ? ['--held'] : []),
    ]);
    const [, seconds, megabytes] = /CPU ([\d.]+) s · (\d+) MB/.exec(stdout) ?? [];
    collected.add('guides', work, peer, Number(seconds));
    collected.add('guidesMemory', work, peer, Number(megabytes));
  }
  return collected.rows();
};
