import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'twilio',
  name: 'Twilio',
  description: 'Sends verification codes by SMS with Twilio Programmable Messaging.',
  docsUrl: 'https://www.twilio.com/docs/messaging/api/message-resource',
  country: 'US',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric', 'sender_pool'],
    maxCharacters: 1600,
    validitySeconds: { min: 1, max: 36_000 },
    deliveryReports: { authenticity: 'signed', urlField: 'deliveryReportUrl' },
    conversions: true,
    sandbox: true,
  },
} as const satisfies Manifest;
