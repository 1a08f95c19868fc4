import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'yunpian',
  name: 'Yunpian',
  description: 'Sends verification codes by SMS with Yunpian (云片), in mainland China and abroad.',
  docsUrl: 'https://www.yunpian.com/official/document/sms/en/domestic_single_send',
  country: 'CN',
  // https://www.yunpian.com/official/document/sms/en/domestic_single_send, parameters `mobile` and `text`
  capabilities: {
    numberFormat: 'e164',
    senders: ['sender_pool'],
    maxCharacters: 500,
    // https://www.yunpian.com/official/document/sms/en/domestic_push_report
    deliveryReports: { authenticity: 'token', urlField: 'deliveryReportUrl' },
  },
} as const satisfies Manifest;
