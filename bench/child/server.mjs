// The provider: responds over TLS as Twilio does, immediately or after a delay.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import { answer, onRequests } from './twilio-answers.mjs';

const { BENCH_CERTIFICATE: folder, BENCH_HOST: host, BENCH_PORT: port } = process.env;

let delayMs = 0;
let messages = 0;
let connectedAt = 0n;

const server = createServer(
  {
    key: readFileSync(`${folder}/server.key`),
    cert: readFileSync(`${folder}/server.crt`),
    ALPNProtocols: ['http/1.1'],
    noDelay: true,
  },
  (client) => {
    onRequests(client, () => {
      messages += 1;
      if (delayMs === 0) client.write(answer);
      else answerLater(client);
    });
  },
);

// All responses have the same delay, so they are due in order and one timer is enough.
const waiting = [];

function answerLater(client) {
  waiting.push({ client, due: performance.now() + delayMs });
  if (waiting.length === 1) setTimeout(answerDue, delayMs);
}

function answerDue() {
  // Timers have a resolution of one millisecond; adding half of one balances late timers.
  const now = performance.now() + 0.5;
  while (waiting.length > 0 && waiting[0].due <= now) waiting.shift().client.write(answer);
  if (waiting.length > 0) setTimeout(answerDue, waiting[0].due - now);
}

server.on('connection', () => {
  connectedAt = process.hrtime.bigint();
});
process.on('message', (wanted) => {
  if (wanted.delayMs !== undefined) delayMs = wanted.delayMs;
  process.send({ messages, connectedAt: String(connectedAt) });
});
process.on('disconnect', () => process.exit());
server.listen(Number(port), host, () => process.send({ port: server.address().port }));
