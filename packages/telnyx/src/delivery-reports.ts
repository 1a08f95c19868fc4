import {
  asJsonObject,
  decodeBase64,
  type DeliveryReport,
  type DeliveryReports,
  ed25519Verifier,
  isFresh,
  makeDeliveryReport,
  parseJsonObject,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { findError } from './errors.ts';
import { manifest } from './manifest.ts';

/**
 * Reads the events of a message. Telnyx signs the time and the body with the key of the account. As in Telnyx's own
 * library, a signature is valid for five minutes.
 * @see https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
 * @see https://github.com/team-telnyx/telnyx-node/blob/master/src/lib/webhooks.ts
 */
export function deliveryReportParser(
  publicKey: string,
): (request: WebhookRequest) => Promise<DeliveryReports> {
  const verify = ed25519Verifier(decodeBase64(publicKey));
  return async ({ headers, body }) => {
    const signature = headers['telnyx-signature-ed25519'];
    const timestamp = headers['telnyx-timestamp'];
    if (signature === undefined || timestamp === undefined) return refuseWebhook('unsigned');
    // Before the signature, which takes more work.
    if (!isFresh(Number(timestamp) * 1000)) return refuseWebhook('stale');
    const isGenuine = await verify(decodeBase64(signature), `${timestamp}|${body}`);
    if (!isGenuine) return refuseWebhook('forged');
    const reports = reportsIn(body);
    return reports === undefined ? refuseWebhook('malformed') : { verified: true, reports };
  };
}

const messageEvents: ReadonlySet<unknown> = new Set(['message.sent', 'message.finalized']);

/** Empty if the event is not about an outgoing message; `undefined` if the body is not an event. */
function reportsIn(body: string): readonly DeliveryReport[] | undefined {
  const event = asJsonObject(parseJsonObject(body)?.['data']);
  if (typeof event?.['event_type'] !== 'string') return undefined;
  // Incoming messages and notices about the profile come to the same URL.
  if (!messageEvents.has(event['event_type'])) return [];

  const payload = asJsonObject(event['payload']);
  const recipients: unknown = payload?.['to'];
  const providerStatus = asJsonObject(Array.isArray(recipients) ? recipients[0] : undefined)?.[
    'status'
  ];
  const messageId = payload?.['id'];
  if (!isMessageId(messageId) || !isStatus(providerStatus)) return undefined;
  const occurredAt = event['occurred_at'];
  return [
    makeDeliveryReport({
      connector: manifest.id,
      messageId,
      status: finalStates.get(providerStatus) ?? 'pending',
      providerStatus,
      error: findError(payload?.['errors']),
      at: new Date(typeof occurredAt === 'string' ? occurredAt : Number.NaN),
    }),
  ];
}

// All other states are pending.
const finalStates: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['delivered', 'delivered'],
  ['delivery_unconfirmed', 'unconfirmed'],
  ['delivery_failed', 'undelivered'],
  ['sending_failed', 'undelivered'],
  ['expired', 'undelivered'],
]);

export function isFailure(status: string): boolean {
  return finalStates.get(status) === 'undelivered';
}

export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

// One of Telnyx's words, never personal data.
export function isStatus(status: unknown): status is string {
  return typeof status === 'string' && /^[a-z_]{1,32}$/.test(status);
}
