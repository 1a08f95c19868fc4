import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'plivo',
  name: 'Plivo',
  description: 'Sends verification codes by SMS with the Plivo Messaging API.',
  docsUrl: 'https://www.plivo.com/docs/messaging/api/messages/',
  country: 'US',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric', 'sender_pool'],
    // 1,600 characters in GSM-7 and 737 in UCS-2, which are eleven segments:
    // https://www.plivo.com/docs/sms/api/message/send-a-message/
    maxCharacters: 1600,
    maxSegments: 11,
    // https://support.plivo.com/hc/en-us/articles/14814454609561-Message-Expiry
    validitySeconds: { min: 5, max: 10_799 },
    deliveryReports: { authenticity: 'signed', urlField: 'deliveryReportUrl' },
    conversions: true,
  },
} as const satisfies Manifest;
