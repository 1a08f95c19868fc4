import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@sms-connectors/core';
import type { DocumentedWebhook } from '@sms-connectors/core/testing';

/** Goes with what `sign` signs. */
export const config = { webhookSecret: 'webhook-secret-of-the-tests' };

/** A request as GatewayAPI signs it. */
export function sign(body: string, secret = config.webhookSecret): WebhookRequest {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return {
    method: 'POST',
    url: 'https://example.com/reports/gatewayapi',
    headers: { 'content-type': 'application/json', signature: `v1=${signature}` },
    body,
  };
}

const id = '01JQRJWK259Y1YEECJZB50908V';

/** The event that GatewayAPI documents, with another end: https://messaging.gatewayapi.com/openapi.json */
export function event(
  status: string,
  error: object | null = null,
  eventType = 'message.status.sms',
): string {
  return JSON.stringify({
    event_id: '09c829a2-a77b-422d-8562-2f88e784dfb5',
    timestamp: '2025-04-01T11:50:12.003029+00:00',
    event_type: eventType,
    event: {
      msg_id: id,
      recipient: 4512345678,
      reference: null,
      status,
      status_at: '2025-04-01T11:49:12.005021+00:00',
      error,
    },
  });
}

const at = new Date('2025-04-01T11:49:12.005Z');
const docsUrl = 'https://messaging.gatewayapi.com/openapi.json';

export const documentedWebhooks: readonly DocumentedWebhook[] = [
  {
    name: 'a delivery',
    request: sign(event('DELIVERED')),
    reports: [
      {
        messageId: id,
        status: 'delivered',
        at,
        provider: { id: 'gatewayapi', status: 'DELIVERED' },
      },
    ],
  },
  {
    name: 'a message under way',
    request: sign(event('ENROUTE')),
    reports: [
      { messageId: id, status: 'pending', at, provider: { id: 'gatewayapi', status: 'ENROUTE' } },
    ],
  },
  {
    name: 'a failure',
    request: sign(event('REJECTED', { hex_code: '0x1905', details: 'Unsupported sender' })),
    reports: [
      {
        messageId: id,
        status: 'undelivered',
        code: 'sender_invalid',
        at,
        provider: { id: 'gatewayapi', status: 'REJECTED', code: '0x1905', docsUrl },
      },
    ],
  },
];
