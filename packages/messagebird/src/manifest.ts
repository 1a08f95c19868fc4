import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'messagebird',
  name: 'MessageBird',
  description: 'Sends verification codes by SMS with the MessageBird SMS API.',
  docsUrl: 'https://developers.messagebird.com/api/sms-messaging/',
  country: 'NL',
  // https://github.com/messagebird/openapi-specs/blob/main/sms/openapi.yaml
  capabilities: {
    numberFormat: 'digits',
    senders: ['phone_number', 'short_code', 'alphanumeric'],
    // MessageBird's description names no limit. This is 6 segments of GSM-7, enough for a code.
    maxCharacters: 918,
    // It names no limit here either. A code is not valid for more than a day.
    validitySeconds: { min: 1, max: 86_400 },
    // https://support.messagebird.com/hc/en-us/articles/360001869258-I-am-missing-my-delivery-reports
    reference: { maxCharacters: 128 },
    deliveryReports: { authenticity: 'signed', urlField: 'deliveryReportUrl' },
  },
} as const satisfies Manifest;
