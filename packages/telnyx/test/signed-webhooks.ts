import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import type { WebhookRequest } from '@sms-connectors/core';
import type { DocumentedWebhook } from '@sms-connectors/core/testing';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const spki = publicKey.export({ format: 'der', type: 'spki' });

/** Goes with what `sign` signs. */
export const config = { publicKey: spki.subarray(-32).toString('base64') };

/** A request as Telnyx signs it. */
export function sign(body: string, at = new Date()): WebhookRequest {
  const timestamp = `${Math.floor(at.getTime() / 1000)}`;
  const signature = signBytes(null, Buffer.from(`${timestamp}|${body}`), privateKey);
  return {
    method: 'POST',
    url: 'https://example.com/reports/telnyx',
    headers: {
      'content-type': 'application/json',
      'telnyx-signature-ed25519': signature.toString('base64'),
      'telnyx-timestamp': timestamp,
    },
    body,
  };
}

const id = 'ac012cbf-5e09-46af-a69a-7c0e2d90993c';

/** The event that Telnyx documents, with another end: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */
export function event(eventType: string, status: string, errors: readonly object[] = []): string {
  const isFinal = eventType === 'message.finalized';
  const time = '2024-01-15T21:32:14.148+00:00';
  return JSON.stringify({
    data: {
      event_type: eventType,
      id: '4ee8c3a6-4995-4309-a3c6-38e3db9ea4be',
      occurred_at: time,
      payload: {
        completed_at: isFinal ? time : null,
        cost: { amount: '0.0051', currency: 'USD' },
        direction: 'outbound',
        encoding: 'GSM-7',
        errors,
        from: { carrier: 'Telnyx', line_type: 'Wireless', phone_number: '+13125550001' },
        id,
        media: [],
        messaging_profile_id: '83d2343b-553f-4c5f-b8c8-fd27004f94bf',
        organization_id: '9d76d591-1b7d-405d-8c64-1320ee070245',
        parts: 1,
        received_at: '2024-01-15T21:32:13.552+00:00',
        record_type: 'message',
        sent_at: '2024-01-15T21:32:13.596+00:00',
        tags: ['tag-a', 'tag-b'],
        text: 'Hello there!',
        to: [
          {
            carrier: 'T-MOBILE USA, INC.',
            line_type: 'Wireless',
            phone_number: '+13125550002',
            status,
          },
        ],
        type: 'SMS',
        valid_until: '2024-01-15T22:32:13.552+00:00',
        webhook_url: 'https://example.com/webhooks',
      },
      record_type: 'event',
    },
    meta: { attempt: 1, delivered_to: 'https://example.com/webhooks' },
  });
}

const at = new Date('2024-01-15T21:32:14.148Z');
const docsUrl = 'https://developers.telnyx.com/docs/messaging/messages/error-codes';

export const documentedWebhooks: readonly DocumentedWebhook[] = [
  {
    name: 'a message that was sent',
    request: sign(event('message.sent', 'sent')),
    reports: [{ messageId: id, status: 'pending', at, provider: { id: 'telnyx', status: 'sent' } }],
  },
  {
    name: 'a delivery',
    request: sign(event('message.finalized', 'delivered')),
    reports: [
      { messageId: id, status: 'delivered', at, provider: { id: 'telnyx', status: 'delivered' } },
    ],
  },
  {
    name: 'a failure',
    request: sign(
      event('message.finalized', 'delivery_failed', [
        {
          code: '40300',
          title: 'Destination number unreachable',
          detail: 'The destination number is not reachable on the carrier network.',
          source: { pointer: '/to/0/phone_number' },
        },
      ]),
    ),
    reports: [
      {
        messageId: id,
        status: 'undelivered',
        code: 'unreachable_recipient',
        at,
        provider: { id: 'telnyx', status: 'delivery_failed', code: '40300', docsUrl },
      },
    ],
  },
];
