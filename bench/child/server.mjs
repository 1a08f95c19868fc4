// The provider: responds over TLS as Twilio does, immediately or after a delay. It parses only the HTTP that the clients
// write, so that it uses little of the CPU that it shares with them.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:tls';

const { BENCH_CERTIFICATE: folder, BENCH_HOST: host, BENCH_PORT: port } = process.env;

// From the example in https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
const body = JSON.stringify({
  account_sid: 'AC0123456789abcdef0123456789abcdef',
  api_version: '2010-04-01',
  body: 'Your sign-in code is 314159. It is valid for 10 minutes.',
  date_created: 'Sat, 21 Nov 2026 09:30:00 +0000',
  date_sent: null,
  date_updated: 'Sat, 21 Nov 2026 09:30:00 +0000',
  direction: 'outbound-api',
  error_code: null,
  error_message: null,
  from: null,
  messaging_service_sid: 'MG0123456789abcdef0123456789abcdef',
  num_media: '0',
  num_segments: '0',
  price: null,
  price_unit: null,
  sid: 'SM0123456789abcdef0123456789abcdef',
  status: 'accepted',
  subresource_uris: {
    media:
      '/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages/SM0123456789abcdef0123456789abcdef/Media.json',
  },
  to: '+15005550006',
  uri: '/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages/SM0123456789abcdef0123456789abcdef.json',
});
const head = [
  'HTTP/1.1 201 Created',
  'Content-Type: application/json;charset=utf-8',
  `Content-Length: ${body.length}`,
  // Without a keep-alive hint.
  'Connection: keep-alive',
  'Twilio-Request-Id: RQ0123456789abcdef0123456789abcdef',
  'Twilio-Request-Duration: 0.052',
  'X-Home-Region: us1',
  'X-Api-Domain: api.twilio.com',
  'Strict-Transport-Security: max-age=31536000',
];
const answer = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);

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
    let received = '';
    client.setEncoding('latin1');
    client.on('data', (text) => {
      received += text;
      for (let end = endOfRequest(received); end > 0; end = endOfRequest(received)) {
        received = received.slice(end);
        messages += 1;
        if (delayMs === 0) client.write(answer);
        else answerLater(client);
      }
    });
    client.on('error', () => client.destroy());
  },
);

/** Returns where the first request in the text ends; 0 if it is incomplete. */
function endOfRequest(text) {
  const endOfHead = text.indexOf('\r\n\r\n') + 4;
  if (endOfHead < 4) return 0;
  const headers = text.slice(0, endOfHead);
  const length = /\r\ncontent-length: *(\d+)/i.exec(headers)?.[1];
  if (length === undefined && /\r\ntransfer-encoding: *chunked/i.test(headers)) {
    const last = text.indexOf('0\r\n\r\n', endOfHead - 2);
    return last < 0 ? 0 : last + 5;
  }
  const end = endOfHead + Number(length ?? 0);
  return end <= text.length ? end : 0;
}

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
