import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'sinch',
  name: 'Sinch',
  description: 'Sends verification codes by SMS with the Sinch SMS API.',
  docsUrl: 'https://developers.sinch.com/docs/sms/api-reference/sms/tag/Batches/',
  country: 'SE',
  // The limits of a message: https://developers.sinch.com/docs/sms/api-reference/sms/tag/Batches/
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric', 'sender_pool'],
    maxCharacters: 2000,
    validitySeconds: { min: 1, max: 259_200 },
    reference: { maxCharacters: 2048 },
    deliveryReports: { authenticity: 'signed', urlField: 'deliveryReportUrl' },
    conversions: 'used_only',
  },
} as const satisfies Manifest;
