import { randomUUID } from 'node:crypto';
import type { SendWebhook } from '@sms-connectors/core/testing';

export interface DeliveryEvent {
  readonly deliveryStatus: string;
  readonly deliveryStatusDetails: string;
}

export interface ReportedMessage {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly tag?: string | undefined;
}

/** An event subscription of the resource: where Event Grid sends its events. */
export interface Subscription {
  readonly url: string | undefined;
  /** In the query of the URL. */
  readonly token: string;
}

const topic =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/emulated/providers/microsoft.communication/communicationservices/emulated';

/**
 * Sends the reports of a message to the webhook of the subscription, after one request that validates the subscription.
 * Unlike Event Grid, it does not read the code in the answer, and does not retry.
 * @see https://learn.microsoft.com/azure/event-grid/communication-services-telephony-sms-events
 * @see https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 */
export function eventSender({ url, token }: Subscription) {
  let validating: Promise<void> | undefined;

  const post = (sendWebhook: SendWebhook, eventTypeHeader: string, event: object): Promise<void> =>
    sendWebhook(url, (target) => {
      const withToken = new URL(target);
      withToken.searchParams.set('token', token);
      return {
        url: withToken.href,
        headers: { 'content-type': 'application/json', 'aeg-event-type': eventTypeHeader },
        body: JSON.stringify([event]),
      };
    });

  return async (
    sendWebhook: SendWebhook,
    { messageId, from, to, tag }: ReportedMessage,
    events: readonly DeliveryEvent[],
  ): Promise<void> => {
    validating ??= post(sendWebhook, 'SubscriptionValidation', validationEvent());
    await validating;
    for (const event of events) {
      const at = new Date().toISOString();
      const attempt = { timestamp: at, segmentsSucceeded: 1, segmentsFailed: 0 };
      const times = { receivedTimestamp: at, deliveryAttempts: [attempt] };
      await post(sendWebhook, 'Notification', {
        id: messageId,
        topic,
        subject: `/phonenumber/${from.replace(/^\+/, '')}`,
        data: { messageId, from: from.replace(/^\+/, ''), to, ...event, ...times, tag },
        eventType: 'Microsoft.Communication.SMSDeliveryReportReceived',
        dataVersion: '1.0',
        metadataVersion: '1',
        eventTime: at,
      });
    }
  };
}

function validationEvent(): object {
  return {
    id: randomUUID(),
    topic,
    subject: '',
    data: {
      validationCode: randomUUID(),
      validationUrl: 'https://emulated.eventgrid.invalid/validate',
    },
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: new Date().toISOString(),
    metadataVersion: '1',
    dataVersion: '1',
  };
}
