// A long way to the server: what goes in at one end comes out at the other half a round trip later. A new
// connection's first bytes wait one round trip more, for the TCP handshake that loopback does not slow down.
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
