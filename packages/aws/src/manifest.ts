import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'aws',
  name: 'AWS End User Messaging SMS',
  description: 'Sends verification codes by SMS with AWS End User Messaging.',
  docsUrl:
    'https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html',
  country: 'US',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric', 'sender_pool'],
    maxCharacters: 1600,
    validitySeconds: { min: 5, max: 259_200 },
    deliveryReports: { authenticity: 'signed' },
    conversions: true,
    sandbox: true,
  },
} as const satisfies Manifest;
