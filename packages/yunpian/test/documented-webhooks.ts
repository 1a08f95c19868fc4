import type { DocumentedWebhook } from '@sms-connectors/core/testing';

export const token = 'emulated-report-token';

/** A request with reports, as Yunpian sends it. */
export function pushed(smsStatus: string, given: string = token): DocumentedWebhook['request'] {
  return {
    method: 'POST',
    url: `https://example.com/sms/reports/yunpian?token=${given}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: `sms_status=${smsStatus}`,
  };
}

const provider = (word: string, code?: string) => ({
  id: 'yunpian',
  status: word,
  ...(code !== undefined && {
    code,
    docsUrl: 'https://www.yunpian.com/official/document/sms/en/domestic_push_report',
  }),
});

// https://www.yunpian.com/official/document/sms/zh_CN/intl_push_report, with invented numbers
const both =
  '[{"error_detail":"接收成功","sid":9527,"uid":null,"user_receive_time":"2014-03-17 22:55:21","error_msg":"","mobile":"+93700000001","report_status":"SUCCESS"},' +
  '{"error_detail":"错误号码，不扣费","sid":9528,"uid":null,"user_receive_time":"2014-03-17 22:55:23","error_msg":"YP:54","mobile":"+93700000002","report_status":"FAIL"}]';

const reports: DocumentedWebhook['reports'] = [
  { messageId: '9527', status: 'delivered', provider: provider('SUCCESS') },
  {
    messageId: '9528',
    status: 'undelivered',
    code: 'unclassified',
    provider: provider('FAIL', 'YP:54'),
  },
];
const reply = { contentType: 'text/plain', body: 'SUCCESS' } as const;

export const webhooks: readonly DocumentedWebhook[] = [
  {
    name: 'two reports',
    request: pushed(encodeURIComponent(both)),
    reports,
    reply,
  },
  {
    name: 'two reports that are URL-encoded twice',
    request: pushed(encodeURIComponent(new URLSearchParams({ '': both }).toString().slice(1))),
    reports,
    reply,
  },
];
