import {
  type DeliveryReport,
  type DeliveryReports,
  parseJsonObject,
  type WebhookRefusal,
  type WebhookRequest,
} from '@sms-connectors/core';
import { errorFacts } from './errors.ts';
import { manifest } from './manifest.ts';

// As long as Telnyx's own library takes a signature:
// https://github.com/team-telnyx/telnyx-node/blob/master/src/lib/webhooks.ts
const maxAgeMs = 5 * 60 * 1000;

/**
 * Reads the events of a message. Telnyx signs the time and the body with the key of the account.
 * @see https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
 */
export function deliveryReportParser(
  publicKey: string,
): (request: WebhookRequest) => Promise<DeliveryReports> {
  const isGenuine = verifier(publicKey);
  return async ({ headers, body }) => {
    const signature = headers['telnyx-signature-ed25519'];
    const timestamp = headers['telnyx-timestamp'];
    if (signature === undefined || timestamp === undefined) return refuse('unsigned');
    if (!(await isGenuine(signature, `${timestamp}|${body}`))) return refuse('forged');
    const at = Number(timestamp) * 1000;
    if (!(Math.abs(Date.now() - at) <= maxAgeMs)) return refuse('stale');
    const reports = reportsIn(body);
    return reports === undefined ? refuse('malformed') : { verified: true, reports };
  };
}

function refuse(reason: WebhookRefusal): DeliveryReports {
  return { verified: false, reason };
}

function verifier(publicKey: string): (signature: string, signed: string) => Promise<boolean> {
  let importing: Promise<CryptoKey> | undefined;
  return async (signature, signed) => {
    // 64 bytes in Base64.
    if (!/^[A-Za-z0-9+/]{86}==$/.test(signature)) return false;
    importing ??= crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify']);
    const message = new TextEncoder().encode(signed);
    return crypto.subtle.verify('Ed25519', await importing, bytesOf(signature), message);
  };
}

function bytesOf(base64: string) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const messageEvents: ReadonlySet<unknown> = new Set(['message.sent', 'message.finalized']);

/** None where the event is not about a message of ours; `undefined` where it is no event. */
function reportsIn(body: string): readonly DeliveryReport[] | undefined {
  const event = objectIn(parseJsonObject(body)?.['data']);
  if (typeof event?.['event_type'] !== 'string') return undefined;
  // Messages from phones and news of the profile come to the same address.
  if (!messageEvents.has(event['event_type'])) return [];

  const payload = objectIn(event['payload']);
  const recipients: unknown = payload?.['to'];
  const status = objectIn(Array.isArray(recipients) ? recipients[0] : undefined)?.['status'];
  const messageId = payload?.['id'];
  if (!isMessageId(messageId) || !isStatus(status)) return undefined;
  return [reportOf(messageId, status, event['occurred_at'], payload?.['errors'])];
}

// What is not here is on its way.
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

function reportOf(
  messageId: string,
  status: string,
  occurredAt: unknown,
  errors: unknown,
): DeliveryReport {
  const state = finalStates.get(status) ?? 'pending';
  const error = errorFacts(errors);
  const at = new Date(typeof occurredAt === 'string' ? occurredAt : Number.NaN);
  return {
    messageId,
    status: state,
    ...(state === 'undelivered' && { code: error?.code ?? 'unclassified' }),
    ...(!Number.isNaN(at.getTime()) && { at }),
    provider: {
      id: manifest.id,
      status,
      ...(error !== undefined && { code: error.providerCode, docsUrl: error.docsUrl }),
    },
  };
}

export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

export function isStatus(status: unknown): status is string {
  return typeof status === 'string' && /^[a-z_]{1,32}$/.test(status);
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}
