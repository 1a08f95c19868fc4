import {
  type DeliveryReport,
  type DeliveryReports,
  type ErrorCode,
  type Http,
  parseJsonObject,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isMessageId } from './api.ts';
import { docsUrl, providerErrors } from './errors.ts';
import { manifest } from './manifest.ts';
import { snsTopic } from './sns.ts';

type Event = Readonly<Record<string, unknown>>;

/**
 * Reads the events that a topic of SNS sends to an HTTPS endpoint, and confirms the endpoint's subscription when
 * SNS asks for it.
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html
 */
export function deliveryReportParser(topicArn: string, http: Http) {
  const topic = snsTopic(topicArn, http);
  return async ({ body }: WebhookRequest): Promise<DeliveryReports> => {
    const message = await topic.verify(body);
    if (typeof message === 'string') return { verified: false, reason: message };
    if (message.Type === 'SubscriptionConfirmation' && !(await topic.confirm(message))) {
      return { verified: false, reason: 'unverifiable' };
    }
    const event = message.Type === 'Notification' ? parseJsonObject(message.Message) : undefined;
    const report = event && deliveryReport(event);
    // The topic may carry other events, of voice messages for example.
    return { verified: true, reports: report === undefined ? [] : [report] };
  };
}

function deliveryReport(event: Event): DeliveryReport | undefined {
  const { eventType, eventTimestamp, messageId, isFinal } = event;
  if (typeof eventType !== 'string' || !isMessageId(messageId)) return undefined;
  const status = statusOf(eventType, isFinal === true);
  if (status === undefined) return undefined;
  const known: Readonly<Record<string, ErrorCode>> = providerErrors;
  const failed = { code: known[eventType] ?? 'unclassified' } as const;
  return {
    messageId,
    status,
    ...(status === 'undelivered' && failed),
    ...(typeof eventTimestamp === 'number' && { at: new Date(eventTimestamp) }),
    provider: { id: manifest.id, status: eventType, docsUrl: docsUrl(eventType) },
  };
}

function statusOf(eventType: string, isFinal: boolean): DeliveryReport['status'] | undefined {
  if (eventType === 'TEXT_DELIVERED') return 'delivered';
  // The carrier has it. In some countries that is the last that AWS learns.
  if (eventType === 'TEXT_SUCCESSFUL') return isFinal ? 'unconfirmed' : 'pending';
  // After three days without word of the carrier, or where the carrier’s word says nothing.
  if (eventType === 'TEXT_UNKNOWN') return 'unconfirmed';
  if (/^TEXT_(QUEUED|PENDING|SENT)$/.test(eventType)) return 'pending';
  const isFailure = eventType.startsWith('TEXT_') && Object.hasOwn(providerErrors, eventType);
  return isFailure ? 'undelivered' : undefined;
}
