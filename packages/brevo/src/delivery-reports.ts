import {
  type DeliveryReport,
  type DeliveryReports,
  isEqualInConstantTime,
  makeDeliveryReport,
  parseJsonObject,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { manifest } from './manifest.ts';

/** The URL for reports, with the token that Brevo returns in each. */
export function withToken(deliveryReportUrl: string, token: string): string {
  const url = new URL(deliveryReportUrl);
  url.searchParams.set('token', token);
  return url.href;
}

/**
 * Reads the events of a message. Brevo signs nothing: the token is in the URL of the message, or in the
 * `authorization` header of a webhook that has it as its token.
 * @see https://developers.brevo.com/docs/transactional-webhooks
 * @see https://developers.brevo.com/docs/secured-webhooks
 */
export function deliveryReportParser(token: string): (request: WebhookRequest) => DeliveryReports {
  return ({ url, headers, body }) => {
    const given =
      new URL(url).searchParams.get('token') ??
      /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
    if (given === undefined) return refuseWebhook('unsigned');
    if (!isEqualInConstantTime(given, token)) return refuseWebhook('forged');
    const reports = reportsIn(body);
    return reports === undefined ? refuseWebhook('malformed') : { verified: true, reports };
  };
}

/** Empty if the event is not about the delivery; `undefined` if the body is not an event. */
function reportsIn(body: string): readonly DeliveryReport[] | undefined {
  const event = parseJsonObject(body);
  const messageId = messageIdIn(event);
  const providerStatus = event?.['msg_status'];
  if (messageId === undefined || typeof providerStatus !== 'string') return undefined;
  const status = states.get(providerStatus);
  // A webhook can also have replies and unsubscriptions.
  if (status === undefined) return [];
  return [makeDeliveryReport({ connector: manifest.id, messageId, status, providerStatus })];
}

// The webhook's page has the first four, and the statistics have the others:
// https://developers.brevo.com/docs/transactional-webhooks
// https://github.com/getbrevo/brevo-node/blob/main/src/api/resources/transactionalSms/types/GetSmsEventsRequestEvent.ts
// Brevo does not try again after a soft bounce:
// https://help.brevo.com/hc/en-us/articles/12355366391442-What-is-a-soft-bounce-and-a-hard-bounce-in-SMS
const states: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['sent', 'pending'],
  ['delivered', 'delivered'],
  ['soft_bounce', 'undelivered'],
  ['hard_bounce', 'undelivered'],
  ['accepted', 'pending'],
  ['blocked', 'undelivered'],
  ['rejected', 'undelivered'],
  ['skipped', 'undelivered'],
]);

/** The ID of the message in an answer or an event, where it is a number. */
export function messageIdIn(
  object: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const id = object?.['messageId'];
  return Number.isSafeInteger(id) && Number(id) > 0 ? String(id) : undefined;
}
