// Sends with one peer, as many messages and as many at once as requested, and reports the cost.
import { connect } from './sender.mjs';

const send = await connect({ origin: process.env.BENCH_ORIGIN });

async function load({ atOnce, messages, ms }) {
  let sent = 0;
  const until = performance.now() + ms;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const lane = async () => {
    for (let own = 0; own < messages || performance.now() < until; own += 1) {
      await send();
      sent += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { sent, wall, cpu: user + system };
}

function heap() {
  globalThis.gc();
  globalThis.gc();
  return { bytes: process.memoryUsage().heapUsed };
}

process.on('message', async ({ kind, ...work }) => {
  try {
    process.send(await (kind === 'heap' ? heap() : load(work)));
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
process.send({});
