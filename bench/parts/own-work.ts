import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '../child.ts';
import { collector, type Part } from '../context.ts';
import { folderOf } from '../install.ts';

const run = promisify(execFile);

// The shortest accepted response, to measure our work and not JSON parsing.
const answer = {
  status: 201,
  headers: { 'twilio-request-id': 'RQ0123456789abcdef0123456789abcdef' },
  body: '{"sid":"SM0123456789abcdef0123456789abcdef","status":"accepted","num_segments":"0"}',
};

/** Measures the cost of a send without its HTTP exchange. */
export const ownWork: Part = async (context) => {
  const collected = collector();
  for (const peer of context.peers.filter(({ id }) => id === 'sms-connectors' || id === 'mock')) {
    context.log(`own work of ${peer.title}`);
    const { stdout } = await run(process.execPath, ['own-work.mjs'], {
      cwd: folderOf(peer),
      env: childEnvironment({
        BENCH_ORIGIN: context.origin,
        BENCH_ANSWER: JSON.stringify(answer),
      }),
    });
    const { samples } = JSON.parse(stdout) as { samples: readonly number[] };
    for (const sample of samples) collected.add('own', '', peer, sample);
  }
  return collected.rows();
};
