import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'brevo',
  name: 'Brevo',
  description: 'Sends verification codes by SMS with the Brevo API.',
  docsUrl: 'https://developers.brevo.com/docs/transactional-sms-endpoints',
  country: 'FR',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'alphanumeric'],
    // Five messages, which have 765 characters in GSM-7 and 335 in UCS-2:
    // https://help.brevo.com/hc/en-us/articles/208718649-Is-there-a-limit-on-the-number-of-characters-used-in-an-SMS-message
    maxCharacters: 765,
    maxSegments: 5,
    deliveryReports: { authenticity: 'token', urlField: 'deliveryReportUrl' },
  },
} as const satisfies Manifest;
