import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'telnyx',
  name: 'Telnyx',
  description: 'Sends verification codes by SMS with the Telnyx Messaging API.',
  docsUrl: 'https://developers.telnyx.com/api-reference/messages/send-a-message',
  country: 'US',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric', 'sender_pool'],
    // Ten segments, which have 1,530 characters in GSM-7 and 670 in UCS-2:
    // https://developers.telnyx.com/docs/messaging/messages/message-encoding
    maxCharacters: 1530,
    maxSegments: 10,
    deliveryReports: { authenticity: 'signed', urlField: 'deliveryReportUrl' },
  },
} as const satisfies Manifest;
