import type { DeliveryReport, WebhookRequest } from '@sms-connectors/core';
import type { DocumentedWebhook } from '@sms-connectors/core/testing';

export const deliveryReportToken = 'token-of-the-tests-0001';

/** A report in the form of https://help.aliyun.com/document_detail/101867.html */
export function report(change: object = {}): object {
  return {
    phone_number: '13800000000',
    send_time: '2017-01-01 00:00:00',
    report_time: '2017-01-01 00:00:00',
    success: true,
    err_code: 'DELIVERED',
    err_msg: 'Alibaba Cloud’s words',
    sms_size: '1',
    biz_id: '900619746936498440^0',
    out_id: '67890',
    ...change,
  };
}

export function webhook(body: unknown, token: string | undefined = deliveryReportToken) {
  return {
    method: 'POST',
    url: `https://example.com/sms/reports/aliyun${token === undefined ? '' : `?token=${token}`}`,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  } satisfies WebhookRequest;
}

const delivered: DeliveryReport = {
  messageId: '900619746936498440^0',
  status: 'delivered',
  provider: { id: 'aliyun', status: 'DELIVERED' },
};
// https://help.aliyun.com/document_detail/101867.html
const reply = { contentType: 'application/json', body: '{"code":0,"msg":"OK"}' };

export const documentedWebhooks: readonly DocumentedWebhook[] = [
  { name: 'a delivery', request: webhook([report()]), reports: [delivered], reply },
  {
    name: 'two reports',
    request: webhook([
      report(),
      report({ biz_id: '900619746936498441^0', success: false, err_code: 'MOBILE_IN_BLACK' }),
    ]),
    reports: [
      delivered,
      {
        messageId: '900619746936498441^0',
        status: 'undelivered',
        code: 'opted_out',
        provider: {
          id: 'aliyun',
          status: 'MOBILE_IN_BLACK',
          code: 'MOBILE_IN_BLACK',
          docsUrl: 'https://help.aliyun.com/document_detail/101347.html',
        },
      },
    ],
    reply,
  },
];
