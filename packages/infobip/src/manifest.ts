import type { Manifest } from '@sms-connectors/core';

/** @see https://www.infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages */
export const manifest = {
  contract: 1,
  id: 'infobip',
  name: 'Infobip',
  description: 'Sends verification codes by SMS with Infobip.',
  docsUrl: 'https://www.infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages',
  // https://www.infobip.com/policies/privacy-notice
  country: 'GB',
  capabilities: {
    numberFormat: 'digits',
    senders: ['phone_number', 'short_code', 'alphanumeric'],
    // 25 parts: https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes
    maxCharacters: 3825,
    maxSegments: 25,
    validitySeconds: { min: 1, max: 172_800 },
    deliveryReports: { authenticity: 'token', urlField: 'deliveryReportUrl' },
    conversions: 'used_only',
  },
} as const satisfies Manifest;
