import type { WebhookRequest } from '@sms-connectors/core';
import type { DocumentedWebhook } from '@sms-connectors/core/testing';

export const deliveryReportToken = 'token-of-the-tests-0001';
export const messageId = 'Outgoing_202009180022138813a09b-0cbf-4304-9b03-1546683bb910';

const topic =
  '/subscriptions/{subscription-id}/resourceGroups/{group-name}/providers/microsoft.communication/communicationservices/{communication-services-resource-name}';

/**
 * An event about a message, with another end.
 * @see https://learn.microsoft.com/azure/event-grid/communication-services-telephony-sms-events
 */
export function reportEvent(change: object = {}): object {
  return {
    id: messageId,
    topic,
    subject: '/phonenumber/15555555555',
    data: {
      messageId,
      from: '15555555555',
      to: '+15555555555',
      deliveryStatus: 'Delivered',
      deliveryStatusDetails: 'No error.',
      receivedTimestamp: '2020-09-18T00:22:20.2855749Z',
      deliveryAttempts: [
        { timestamp: '2020-09-18T00:22:14.9315918Z', segmentsSucceeded: 1, segmentsFailed: 0 },
      ],
      tag: 'Optional customer-tag set in the original message',
      ...change,
    },
    eventType: 'Microsoft.Communication.SMSDeliveryReportReceived',
    dataVersion: '1.0',
    metadataVersion: '1',
    eventTime: '2020-09-18T00:22:20Z',
  };
}

export function failed(deliveryStatusDetails: string): object {
  return reportEvent({ deliveryStatus: 'Failed', deliveryStatusDetails });
}

/** https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema */
export function validationEvent(data: object = {}): object {
  return {
    id: '2d1781af-3a4c-4d7c-bd0c-e34b19da4e66',
    topic: '/subscriptions/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
    subject: '',
    data: {
      validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6',
      validationUrl:
        'https://rp-eastus2.eventgrid.azure.net:553/eventsubscriptions/myeventsub/validate',
      ...data,
    },
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: '2022-10-28T04:23:35.1981776Z',
    metadataVersion: '1',
    dataVersion: '1',
  };
}

/** https://learn.microsoft.com/azure/event-grid/communication-services-telephony-sms-events */
export const smsReceived: object = {
  id: 'Incoming_20200918002745d29ebbea-3341-4466-9690-0a03af35228e',
  topic,
  subject: '/phonenumber/15555555555',
  data: {
    messageId: 'Incoming_20200918002745d29ebbea-3341-4466-9690-0a03af35228e',
    from: '15555555555',
    to: '15555555555',
    message: 'Great to connect with Azure Communication Services events',
    receivedTimestamp: '2020-09-18T00:27:45.32Z',
    segmentCount: 1,
  },
  eventType: 'Microsoft.Communication.SMSReceived',
  dataVersion: '1.0',
  metadataVersion: '1',
  eventTime: '2020-09-18T00:27:47Z',
};

/** A request of Event Grid, with the token in the URL. */
export function webhook(body: object | string): WebhookRequest {
  return {
    method: 'POST',
    url: `https://example.com/sms/reports/azure?token=${deliveryReportToken}`,
    headers: { 'content-type': 'application/json', 'aeg-event-type': 'Notification' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

const at = new Date('2020-09-18T00:22:20.285Z');
const docsUrl =
  'https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes?pivots=sms';

export const documentedWebhooks: readonly DocumentedWebhook[] = [
  {
    name: 'a delivery',
    request: webhook([reportEvent()]),
    reports: [
      { messageId, status: 'delivered', at, provider: { id: 'azure', status: 'Delivered' } },
    ],
  },
  {
    name: 'a failure',
    request: webhook([failed('4007: The Destination/To number has opted out.')]),
    reports: [
      {
        messageId,
        status: 'undelivered',
        code: 'opted_out',
        at,
        provider: { id: 'azure', status: 'Failed', code: '4007', docsUrl },
      },
    ],
  },
  {
    name: 'the validation of a subscription',
    request: webhook([validationEvent()]),
    reports: [],
    reply: {
      contentType: 'application/json',
      body: '{"validationResponse":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6"}',
    },
  },
];
