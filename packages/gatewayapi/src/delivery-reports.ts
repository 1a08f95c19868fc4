import {
  asJsonObject,
  decodeHex,
  type DeliveryReport,
  type DeliveryReports,
  hmacVerifier,
  makeDeliveryReport,
  parseJsonObject,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { findError } from './errors.ts';
import { manifest } from './manifest.ts';

/**
 * Reads the events of a message. GatewayAPI signs the body with the secret key of the webhook. It does not say whether
 * the time in the body changes when it tries again, for up to 24 hours, so an old event is genuine too.
 * @see https://gatewayapi.com/docs/message/overview/#webhook-signature-verification
 */
export function deliveryReportParser(
  webhookSecret: string,
): (request: WebhookRequest) => Promise<DeliveryReports> {
  const verify = hmacVerifier('SHA-256', webhookSecret);
  return async ({ headers, body }) => {
    const signature = headers['signature'];
    if (signature === undefined) return refuseWebhook('unsigned');
    const [, digits = ''] = /^v1=([0-9a-f]{64})$/i.exec(signature) ?? [];
    if (!(await verify(decodeHex(digits), body))) return refuseWebhook('forged');
    const reports = reportsIn(body);
    return reports === undefined ? refuseWebhook('malformed') : { verified: true, reports };
  };
}

const statusEvents: ReadonlySet<unknown> = new Set(['message.status.sms', 'message.status.rcs']);

/** Empty if the event is not about an outgoing message; `undefined` if the body is not an event. */
function reportsIn(body: string): readonly DeliveryReport[] | undefined {
  const { event_type: eventType, event: given } = parseJsonObject(body) ?? {};
  const event = asJsonObject(given);
  if (typeof eventType !== 'string' || event === undefined) return undefined;
  // The messages that people send come to the same URL.
  if (!statusEvents.has(eventType)) return [];

  const { msg_id: messageId, status: providerStatus, status_at: statusAt } = event;
  if (!isMessageId(messageId) || !isStatus(providerStatus)) return undefined;
  const status = states.get(providerStatus) ?? 'pending';
  return [
    makeDeliveryReport({
      connector: manifest.id,
      messageId,
      status,
      providerStatus,
      error: findError(asJsonObject(event['error'])?.['hex_code']),
      at: new Date(typeof statusAt === 'string' ? statusAt : Number.NaN),
    }),
  ];
}

/**
 * All other states are pending.
 * @see https://messaging.gatewayapi.com/openapi.json
 * @see https://github.com/onlinecity/gatewayapi-docs/blob/master/docs/rest.rst
 */
const states: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['DELIVERED', 'delivered'],
  // Only of a message that arrived as RCS.
  ['READ', 'delivered'],
  // The network accepted the message on behalf of the recipient.
  ['ACCEPTED', 'unconfirmed'],
  ['EXPIRED', 'undelivered'],
  ['DELETED', 'undelivered'],
  ['UNDELIVERABLE', 'undelivered'],
  ['REJECTED', 'undelivered'],
]);

/** A ULID, such as `01JNN696A9E0WS89FPYGT15NBX`. */
export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id);
}

// One of GatewayAPI's words, never personal data.
function isStatus(status: unknown): status is string {
  return typeof status === 'string' && /^[A-Z_]{1,32}$/.test(status);
}
