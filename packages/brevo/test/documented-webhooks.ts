import type { WebhookRequest } from '@sms-connectors/core';
import type { DocumentedWebhook } from '@sms-connectors/core/testing';

export const deliveryReportToken = 'token-of-the-tests-0001';
const address = 'https://example.com/sms/reports/brevo';

/** An event as Brevo sends it. https://developers.brevo.com/docs/transactional-webhooks */
export function event(status: string, more: object = {}): object {
  return {
    id: 26_570,
    to: '33612345678',
    sms_count: 1,
    credits_used: 1.5,
    messageId: 1_511_882_900_176_220,
    remaining_credit: 11_488.845,
    msg_status: status,
    date: '2026-01-15 21:32:13',
    type: 'transactional',
    reference: 'ab1cde2fgh3i4jklmno',
    ...more,
  };
}

/** To the URL of the message, with the token in it. */
export function withTokenInUrl(body: object | string): WebhookRequest {
  return request(`${address}?token=${deliveryReportToken}`, {}, body);
}

/** To a webhook of the account that has the token. https://developers.brevo.com/docs/secured-webhooks */
export function withTokenInHeader(body: object | string): WebhookRequest {
  return request(address, { authorization: `Bearer ${deliveryReportToken}` }, body);
}

function request(url: string, headers: Record<string, string>, body: object | string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { 'content-type': 'application/json', ...headers };
  return { method: 'POST', url, headers: all, body: text };
}

const messageId = '1511882900176220';
const provider = { id: 'brevo' };

export const documentedWebhooks: readonly DocumentedWebhook[] = [
  {
    name: 'a message that is sent',
    request: withTokenInUrl(event('sent')),
    reports: [{ messageId, status: 'pending', provider: { ...provider, status: 'sent' } }],
  },
  {
    name: 'a delivery',
    request: withTokenInUrl(event('delivered')),
    reports: [{ messageId, status: 'delivered', provider: { ...provider, status: 'delivered' } }],
  },
  {
    name: 'a delivery, to a webhook of the account',
    request: withTokenInHeader(event('delivered')),
    proof: ['authorization'],
    reports: [{ messageId, status: 'delivered', provider: { ...provider, status: 'delivered' } }],
  },
  ...['soft_bounce', 'hard_bounce'].map((status) => ({
    name: `a ${status}`,
    request: withTokenInUrl(event(status)),
    reports: [
      {
        messageId,
        status: 'undelivered' as const,
        code: 'unclassified' as const,
        provider: { ...provider, status },
      },
    ],
  })),
];
