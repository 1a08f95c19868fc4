// Simulates a distant server: delays data by half a round trip in each direction. The first bytes of a connection
// wait one more round trip, for the TCP handshake, which has no delay on loopback.
import { connect, createServer } from 'node:net';

const { BENCH_HOST: host, BENCH_PORT: port, BENCH_UPSTREAM: upstream } = process.env;
const roundTripMs = Number(process.env.BENCH_ROUND_TRIP);

function relay(from, to, extraMs) {
  const steps = [];
  let due = performance.now() + roundTripMs / 2 + extraMs;
  const later = (step) => {
    const now = performance.now();
    due = Math.max(due, now + roundTripMs / 2);
    steps.push(step);
    setTimeout(() => steps.shift()(), due - now);
  };
  from.on('data', (chunk) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => later(() => to.destroy()));
}

const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
  const provider = connect({ ...JSON.parse(upstream), allowHalfOpen: true, noDelay: true });
  relay(client, provider, roundTripMs);
  relay(provider, client, 0);
});
process.on('disconnect', () => process.exit());
server.listen(Number(port), host, () => process.send({ port: server.address().port }));
