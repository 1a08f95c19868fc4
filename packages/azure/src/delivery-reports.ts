import {
  asJsonObject,
  type DeliveryReport,
  type DeliveryReports,
  isEqualInConstantTime,
  makeDeliveryReport,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isMessageId } from './classify.ts';
import { errors } from './errors.ts';
import { arrayIn } from './json.ts';
import { manifest } from './manifest.ts';

type Event = Readonly<Record<string, unknown>>;

/**
 * Reads what Azure Event Grid sends to a webhook: one event in a request, or several if the subscription says so, in the
 * Event Grid schema. Event Grid signs nothing: the token is in the query of the webhook's URL.
 * @see https://learn.microsoft.com/azure/event-grid/communication-services-telephony-sms-events
 * @see https://learn.microsoft.com/azure/event-grid/security-authentication
 */
export function deliveryReportParser(token: string): (request: WebhookRequest) => DeliveryReports {
  return ({ url, body }) => {
    const given = new URL(url).searchParams.get('token');
    if (given === null) return refuseWebhook('unsigned');
    if (!isEqualInConstantTime(given, token)) return refuseWebhook('forged');
    const events = eventsIn(body);
    if (events === undefined) return refuseWebhook('malformed');
    const [first] = events;
    if (first?.['eventType'] === 'Microsoft.EventGrid.SubscriptionValidationEvent') {
      return confirmation(first);
    }
    // The messages that people send may come to the same URL.
    const reports = events
      .filter(({ eventType }) => eventType === 'Microsoft.Communication.SMSDeliveryReportReceived')
      .map(readReport);
    const known = reports.filter((report) => report !== undefined);
    return known.length < reports.length
      ? refuseWebhook('malformed')
      : { verified: true, reports: known };
  };
}

function eventsIn(body: string): readonly Event[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  const values = arrayIn(parsed) ?? [];
  const events = values.map(asJsonObject).filter((event) => event !== undefined);
  return values.length > 0 && events.length === values.length ? events : undefined;
}

/**
 * Event Grid sends this event when a subscription is created, and expects its code in reply.
 * @see https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 */
function confirmation({ data }: Event): DeliveryReports {
  const code = asJsonObject(data)?.['validationCode'];
  if (typeof code !== 'string' || !/^[\w-]{1,200}$/.test(code)) return refuseWebhook('malformed');
  const body = JSON.stringify({ validationResponse: code });
  return { verified: true, reports: [], reply: { contentType: 'application/json', body } };
}

function readReport({ data }: Event): DeliveryReport | undefined {
  const { messageId, deliveryStatus, deliveryStatusDetails, receivedTimestamp } =
    asJsonObject(data) ?? {};
  if (!isMessageId(messageId) || !isStatus(deliveryStatus)) return undefined;
  const code = codeIn(deliveryStatusDetails);
  const status = statusOf(deliveryStatus, code);
  return makeDeliveryReport({
    connector: manifest.id,
    messageId,
    status,
    providerStatus: deliveryStatus,
    error: status === 'delivered' ? undefined : errors.find(code),
    at: new Date(typeof receivedTimestamp === 'string' ? receivedTimestamp : Number.NaN),
  });
}

// One of Azure's words, never personal data.
function isStatus(status: unknown): status is string {
  return typeof status === 'string' && /^[A-Za-z]{1,32}$/.test(status);
}

// `4007: …`; without a failure there may be only words, such as `No error.`
function codeIn(details: unknown): string | undefined {
  return typeof details === 'string' ? /^\d{4}(?!\d)/.exec(details)?.[0] : undefined;
}

/** Azure documents two states. What another one says about the delivery is not known. */
function statusOf(deliveryStatus: string, code: string | undefined): DeliveryReport['status'] {
  if (deliveryStatus === 'Delivered') return 'delivered';
  // The carrier reports nothing, and may have delivered the message.
  if (deliveryStatus !== 'Failed' || code === '5002') return 'unconfirmed';
  return 'undelivered';
}
