import type { DocumentedWebhook } from '@sms-connectors/core/testing';

export const deliveryReportToken = 'a-token-for-delivery-reports';
const url = `https://example.com/sms/reports/tencent?token=${deliveryReportToken}`;

/**
 * A report as its page has it, with made-up values in place of the `x`.
 * @see https://www.tencentcloud.com/document/product/382/43547
 */
export function item(change: object = {}): object {
  return {
    user_receive_time: '2015-10-17 08:03:04',
    nationcode: '86',
    mobile: '13000000000',
    report_status: 'SUCCESS',
    errmsg: 'DELIVRD',
    description: 'The SMS message is successfully delivered',
    sid: 'a12gb4e2-sd11-5dx6-aav9-8f3d97xa2xu7',
    ...change,
  };
}

export function webhook(items: unknown): DocumentedWebhook['request'] {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', url, headers, body: JSON.stringify(items) };
}

export const documentedWebhook: DocumentedWebhook = {
  name: 'a delivery',
  request: webhook([item()]),
  reports: [
    {
      messageId: 'a12gb4e2-sd11-5dx6-aav9-8f3d97xa2xu7',
      status: 'delivered',
      provider: { id: 'tencent', status: 'SUCCESS' },
    },
  ],
  reply: { contentType: 'application/json', body: '{"result":0,"errmsg":"OK"}' },
};
