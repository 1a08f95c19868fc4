import {
  type DeliveryReport,
  type DeliveryReports,
  type Http,
  makeDeliveryReport,
  parseJsonObject,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isMessageId } from './api.ts';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';
import { snsTopic } from './sns.ts';

type Event = Readonly<Record<string, unknown>>;

/**
 * Reads the events that an SNS topic sends to an HTTPS endpoint, and confirms the endpoint's subscription when SNS
 * asks for it.
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html
 */
export function deliveryReportParser(topicArn: string, http: Http) {
  const topic = snsTopic(topicArn, http);
  return async ({ body }: WebhookRequest): Promise<DeliveryReports> => {
    const message = await topic.verify(body);
    if (typeof message === 'string') return refuseWebhook(message);
    if (message.Type === 'SubscriptionConfirmation' && !(await topic.confirm(message))) {
      return refuseWebhook('unverifiable');
    }
    const event = message.Type === 'Notification' ? parseJsonObject(message.Message) : undefined;
    const report = event && deliveryReport(event);
    // The topic may have other events too, for example of voice messages.
    return { verified: true, reports: report === undefined ? [] : [report] };
  };
}

function deliveryReport(event: Event): DeliveryReport | undefined {
  const { eventType: providerStatus, eventTimestamp, messageId, isFinal } = event;
  if (typeof providerStatus !== 'string' || !isMessageId(messageId)) return undefined;
  const error = failureOf(providerStatus);
  const status = error ? 'undelivered' : statusOf(providerStatus, isFinal === true);
  if (status === undefined) return undefined;
  const at = typeof eventTimestamp === 'number' ? new Date(eventTimestamp) : undefined;
  const facts = { messageId, status, providerStatus, error, at };
  return makeDeliveryReport({ connector: manifest.id, ...facts });
}

function failureOf(eventType: string) {
  const facts = eventType.startsWith('TEXT_') ? errors.find(eventType) : undefined;
  return facts?.code === undefined ? undefined : facts;
}

function statusOf(eventType: string, isFinal: boolean): DeliveryReport['status'] | undefined {
  if (eventType === 'TEXT_DELIVERED') return 'delivered';
  // The carrier has accepted it. In some countries, AWS learns nothing more.
  if (eventType === 'TEXT_SUCCESSFUL') return isFinal ? 'unconfirmed' : 'pending';
  // The carrier has not answered for three days, or its answer says nothing.
  if (eventType === 'TEXT_UNKNOWN') return 'unconfirmed';
  return /^TEXT_(QUEUED|PENDING|SENT)$/.test(eventType) ? 'pending' : undefined;
}
