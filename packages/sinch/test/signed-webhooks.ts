import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@sms-connectors/core';
import type { DocumentedWebhook } from '@sms-connectors/core/testing';

/** Goes with what `sign` signs. */
export const config = { webhookSecret: 'webhook-secret-of-the-tests' };

/** A request as Sinch signs it. */
export function sign(
  body: string,
  {
    secret = config.webhookSecret,
    nonce = '01FJA8B4A7BM43YGWSG9GBV067',
    timestamp = '1634579353',
  } = {},
): WebhookRequest {
  const signed = `${body}.${nonce}.${timestamp}`;
  return {
    method: 'POST',
    url: 'https://example.com/sms/reports/sinch',
    headers: {
      'content-type': 'application/json',
      'x-sinch-webhook-signature': createHmac('sha256', secret).update(signed).digest('base64'),
      'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
      'x-sinch-webhook-signature-nonce': nonce,
      'x-sinch-webhook-signature-timestamp': timestamp,
    },
    body,
  };
}

const id = '01W4FFL35P4NC4K35SMSBATCH9';

/**
 * The callback that Sinch's libraries are tested with:
 * https://github.com/sinch/sinch-sdk-node/blob/main/packages/sms/tests/rest/v1/callbacks/webhooks-events.steps.ts
 */
export function callback(status: string, code: unknown, changes: object = {}): string {
  return JSON.stringify({
    at: '2024-06-06T08:17:19.210Z',
    batch_id: id,
    client_reference: 'client-ref',
    code,
    recipient: '12017777777',
    status,
    type: 'recipient_delivery_report_sms',
    ...changes,
  });
}

const at = new Date('2024-06-06T08:17:19.210Z');
const docsUrl = 'https://developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports/';

export const documentedWebhooks: readonly DocumentedWebhook[] = [
  {
    name: 'a delivery',
    request: sign(callback('Delivered', 0)),
    reports: [
      { messageId: id, status: 'delivered', at, provider: { id: 'sinch', status: 'Delivered' } },
    ],
  },
  {
    name: 'a message under way',
    request: sign(callback('Dispatched', 401)),
    reports: [
      { messageId: id, status: 'pending', at, provider: { id: 'sinch', status: 'Dispatched' } },
    ],
  },
  {
    name: 'a failure',
    request: sign(callback('Aborted', 412)),
    reports: [
      {
        messageId: id,
        status: 'undelivered',
        code: 'region_blocked',
        at,
        provider: { id: 'sinch', status: 'Aborted', code: '412', docsUrl },
      },
    ],
  },
];
