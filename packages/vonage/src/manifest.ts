import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'vonage',
  name: 'Vonage',
  description: 'Sends verification codes by SMS with the Vonage SMS API.',
  docsUrl: 'https://developer.vonage.com/en/api/sms',
  country: 'US',
  capabilities: {
    numberFormat: 'digits',
    senders: ['phone_number', 'short_code', 'alphanumeric'],
    // https://developer.vonage.com/en/messaging/sms/guides/concatenation-and-encoding
    maxCharacters: 3200,
    validitySeconds: { min: 20, max: 604_800 },
    // `client-ref`: https://developer.vonage.com/en/api/sms
    reference: { maxCharacters: 100 },
    deliveryReports: { authenticity: 'signed', urlField: 'deliveryReportUrl' },
    conversions: true,
  },
} as const satisfies Manifest;
