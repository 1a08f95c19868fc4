import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { collector, type Part } from '../context.ts';
import { peerOf } from '../peers.ts';

const run = promisify(execFile);
const script = path.join(import.meta.dirname, '../guides.ts');
const sizes = {
  full: [
    [20, 3],
    [100, 10],
    [500, 10],
  ],
  quick: [[20, 3]],
} as const;
const rounds = { full: 1, quick: 1 } as const;

/** What it takes to write the guides of many connectors in many languages. */
export const guides: Part = async ({ mode, log }) => {
  const collected = collector();
  for (let round = 0; round < rounds[mode]; round += 1) {
    for (const [connectors, languages] of sizes[mode]) {
      const work = `${connectors} × ${languages}`;
      log(`guides, ${work}, round ${round + 1} of ${rounds[mode]}`);
      const { stdout } = await run(process.execPath, [
        '--conditions=@sms-connectors/source',
        script,
        String(connectors),
        String(languages),
      ]);
      const [, seconds] = /CPU ([\d.]+) s/.exec(stdout) ?? [];
      collected.add('guides', work, peerOf('sms-connectors'), Number(seconds));
    }
  }
  return collected.rows();
};
