import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '../child.ts';
import { collector, type Part, rotated, senderEnvironment } from '../context.ts';
import { folderOf } from '../install.ts';

const run = promisify(execFile);
const rounds = { full: 11, quick: 3 } as const;

/** Measures fresh processes: the import alone, and from the start to the first message. */
export const startup: Part = async (context) => {
  const collected = collector();
  const count = rounds[context.mode];
  for (let round = 0; round < count; round += 1) {
    context.log(`fresh processes, round ${round + 1} of ${count}`);
    for (const peer of rotated(context.peers, round)) {
      const options = {
        cwd: folderOf(peer),
        env: childEnvironment(senderEnvironment(context)),
      };
      if (peer.imports !== undefined) {
        const { stdout } = await run(process.execPath, ['import.mjs', peer.imports], options);
        const { ms, bytes } = JSON.parse(stdout) as { ms: number; bytes: number };
        collected.add('importTime', '', peer, ms);
        collected.add('importMemory', '', peer, bytes / 1e6);
      }
      const startedAt = process.hrtime.bigint();
      const { stdout } = await run(process.execPath, ['first-message.mjs'], options);
      const since = (at: string): number => Number(BigInt(at) - startedAt) / 1e6;
      const { answeredAt } = JSON.parse(stdout) as { answeredAt: string };
      collected.add('firstAnswer', '', peer, since(answeredAt));
      if (peer.id === 'mock') continue;
      const { connectedAt } = await context.server.ask({});
      collected.add('firstByte', '', peer, since(connectedAt));
    }
  }
  return collected.rows();
};
