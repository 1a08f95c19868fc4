import type { DocumentedWebhook } from '@sms-connectors/core/testing';

const url = 'https://example.com/reports/infobip';
const noError = {
  groupId: 0,
  groupName: 'OK',
  id: 0,
  name: 'NO_ERROR',
  description: 'No Error',
  permanent: false,
};

/**
 * One result of a webhook request.
 * @see https://www.infobip.com/docs/api/channels/sms/sms-messaging/logs-and-status-reports
 */
export function result(messageId: string, change: object = {}): object {
  return {
    bulkId: 'BULK-ID-123-xyz',
    price: { pricePerMessage: 0.01, currency: 'EUR' },
    status: status('DELIVERED', 'DELIVERED_TO_HANDSET'),
    error: noError,
    messageId,
    to: '41793026727',
    sender: 'InfoSMS',
    sentAt: '2019-11-09T16:00:00.000+0100',
    doneAt: '2019-11-09T16:00:00.000+0100',
    messageCount: 1,
    ...change,
  };
}

export function status(groupName: string, name: string): object {
  return { groupId: 9, groupName, id: 99, name, description: 'Infobip’s words' };
}

export function error(name: string): object {
  return { ...noError, groupId: 1, groupName: 'HANDSET_ERRORS', id: 99, name };
}

export function webhook(results: unknown): DocumentedWebhook['request'] {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', url, headers, body: JSON.stringify({ results }) };
}

export function documentedWebhook(callbackData: string): DocumentedWebhook {
  return {
    name: 'a delivery',
    request: webhook([result('MESSAGE-ID-123-xyz', { callbackData })]),
    reports: [
      {
        messageId: 'MESSAGE-ID-123-xyz',
        status: 'delivered',
        at: new Date('2019-11-09T15:00:00Z'),
        provider: { id: 'infobip', status: 'DELIVERED_TO_HANDSET' },
      },
    ],
  };
}
