import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@sms-connectors/core';
import type { DocumentedWebhook } from '@sms-connectors/core/testing';
import { validateV3Signature } from 'plivo';

export const url = 'https://example.com/sms/reports/plivo';
export const authToken = 'emulated-auth-token';
export const messageId = '5b40a428-bfc7-4daf-9d06-726c558bf3b8';
const nonce = '05429567804466091622';

/** The parameters that Plivo documents: https://docs.plivo.com/docs/messaging/api/message/message-status-callbacks */
export const callback = {
  MessageUUID: messageId,
  To: '33612345678',
  From: '12025550100',
  Type: 'sms',
  Status: 'delivered',
  Units: '1',
  TotalRate: '0.00550',
  TotalAmount: '0.00550',
  MCC: '208',
  MNC: '01',
  ParentMessageUUID: messageId,
  Sequence: '3',
  MessageTime: '2024-01-15 21:32:13.552000',
  QueuedTime: '2024-01-15 21:32:13.552000',
  SentTime: '2024-01-15 21:32:13.596000',
  DeliveryReportTime: '2024-01-15 21:32:14.148000',
  requester_ip: '127.0.0.1',
  PowerpackUUID: '',
};

/** What Plivo signs, written down for one URL and not calculated as the connector does. */
export function signature(
  parameters: Readonly<Record<string, string>>,
  token = authToken,
  signedUrl = `${url}?`,
): string {
  const names = Object.keys(parameters).toSorted();
  const pairs = names.map((name) => `${name}${parameters[name]}`).join('');
  return createHmac('sha256', token).update(`${signedUrl}${pairs}.${nonce}`).digest('base64');
}

/** A status callback as Plivo sends it. Plivo's own library must find it genuine. */
export function webhook(
  changes: Readonly<Record<string, string>> = {},
  header = 'x-plivo-signature-v3',
): WebhookRequest {
  const parameters = { ...callback, ...changes };
  const signed = signature(parameters);
  if (validateV3Signature('POST', url, nonce, authToken, signed, parameters) !== true) {
    throw new Error('Plivo’s library does not find this callback genuine.');
  }
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      [header]: signed,
      'x-plivo-signature-v3-nonce': nonce,
    },
    body: new URLSearchParams(parameters).toString(),
  };
}

const docsUrl = 'https://www.plivo.com/docs/messaging/troubleshooting/error-codes';

export const documentedWebhooks: readonly DocumentedWebhook[] = [
  {
    name: 'a message that was sent',
    request: webhook({ Status: 'sent' }),
    reports: [{ messageId, status: 'pending', provider: { id: 'plivo', status: 'sent' } }],
  },
  {
    name: 'a delivery',
    request: webhook(),
    reports: [{ messageId, status: 'delivered', provider: { id: 'plivo', status: 'delivered' } }],
  },
  {
    name: 'a failure',
    request: webhook({ Status: 'undelivered', ErrorCode: '200' }),
    reports: [
      {
        messageId,
        status: 'undelivered',
        code: 'opted_out',
        provider: { id: 'plivo', status: 'undelivered', code: '200', docsUrl },
      },
    ],
  },
];
