// Receives a hook with a signature made by this runtime, and one with another, and returns the answers.
import { clerk } from '@sms-connectors/hooks/clerk';
import { mock } from '@sms-connectors/mock';

const key = 'c2hvd24gb25jZSBpbiB0aGUgZGFzaGJvYXJk';
const bytes = (text) => new TextEncoder().encode(text);

export async function receiveHooks() {
  const sender = mock({ templates: [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] });
  const handle = clerk({ secret: `whsec_${key}`, sender });
  const sms = { to_phone_number: '+33612345678', data: { otp_code: '314159' } };
  const event = JSON.stringify({ type: 'sms.created', timestamp: Date.now(), data: sms });
  const statuses = [];
  // The second one is for another body, and the third repeats the first.
  for (const signed of [event, '{}', event]) {
    statuses.push((await handle(await signedRequest(event, signed))).status);
  }
  const inbox = await sender.inbox.list();
  return { statuses, texts: inbox.map(({ text }) => text) };
}

async function signedRequest(body, signed) {
  const seconds = Math.floor(Date.now() / 1000);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = Uint8Array.from(atob(key), (character) => character.charCodeAt(0));
  const imported = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  const digest = await crypto.subtle.sign('HMAC', imported, bytes(`msg_1.${seconds}.${signed}`));
  const signature = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return new Request('https://example.com/hooks/clerk', {
    method: 'POST',
    body,
    headers: {
      'svix-id': 'msg_1',
      'svix-timestamp': String(seconds),
      'svix-signature': `v1,${signature}`,
    },
  });
}
