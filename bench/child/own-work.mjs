// Sends many messages without HTTP, with an immediate response, and reports the CPU time.
import { connect } from './sender.mjs';

const answer = JSON.parse(process.env.BENCH_ANSWER);
const send = connect({ origin: process.env.BENCH_ORIGIN, http: async () => answer });

// CPU time, so that other processes do not affect the result.
const samples = [];
for (let round = 0; round < 25; round += 1) {
  const count = 20_000;
  const start = process.cpuUsage();
  for (let sent = 0; sent < count; sent += 1) await send();
  const { user, system } = process.cpuUsage(start);
  samples.push((user + system) / count);
}
process.stdout.write(JSON.stringify({ samples: samples.slice(5) }));
