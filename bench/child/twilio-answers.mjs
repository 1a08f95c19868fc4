// Responds as Twilio does. It parses only the HTTP that the clients write, so that it uses little of the CPU that it
// shares with them.

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
/** The response to each request. */
export const answer = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);

/** Calls `respond` for each request of a client. */
export function onRequests(client, respond) {
  let received = '';
  client.setEncoding('latin1');
  client.on('data', (text) => {
    received += text;
    for (let end = endOfMessage(received); end > 0; end = endOfMessage(received)) {
      received = received.slice(end);
      respond();
    }
  });
  client.on('error', () => client.destroy());
}

/** Returns where the first request or response in the text ends; 0 if it is incomplete. */
export function endOfMessage(text) {
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
