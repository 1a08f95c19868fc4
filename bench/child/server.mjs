// The provider: Twilio's answer to a message over TLS, at once or after a while.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const { BENCH_CERTIFICATE: folder, BENCH_HOST: host, BENCH_PORT: port } = process.env;

// Shaped as the example of https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
const body = Buffer.from(
  JSON.stringify({
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
  }),
);
const head = {
  'content-type': 'application/json;charset=utf-8',
  'content-length': body.length,
  // Said by hand, Node adds no hint of how long the connection will stay.
  connection: 'keep-alive',
  'twilio-request-id': 'RQ0123456789abcdef0123456789abcdef',
  'twilio-request-duration': '0.052',
  'x-home-region': 'us1',
  'x-api-domain': 'api.twilio.com',
  'strict-transport-security': 'max-age=31536000',
};

let delayMs = 0;
let messages = 0;
let connectedAt = 0n;

const server = createServer(
  {
    key: readFileSync(`${folder}/server.key`),
    cert: readFileSync(`${folder}/server.crt`),
    keepAliveTimeout: 600_000,
    requestTimeout: 0,
  },
  (request, response) => {
    const answer = () => response.writeHead(201, head).end(body);
    request.resume();
    request.on('end', () => {
      messages += 1;
      if (delayMs === 0) answer();
      else setTimeout(answer, delayMs);
    });
  },
);
server.on('connection', () => {
  connectedAt = process.hrtime.bigint();
});
process.on('message', (wanted) => {
  if (wanted.delayMs !== undefined) delayMs = wanted.delayMs;
  process.send({ messages, connectedAt: String(connectedAt) });
});
process.on('disconnect', () => process.exit());
server.listen(Number(port), host, () => process.send({ port: server.address().port }));
