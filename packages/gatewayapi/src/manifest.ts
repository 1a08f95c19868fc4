import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'gatewayapi',
  name: 'GatewayAPI',
  description: 'Sends verification codes by SMS with the GatewayAPI Messaging API.',
  docsUrl: 'https://gatewayapi.com/docs/message/overview/',
  // https://onlinecity.io/legal-documents/gatewayapi/dpa-eu
  country: 'DK',
  // The limits of a message: https://messaging.gatewayapi.com/openapi.json
  capabilities: {
    numberFormat: 'digits',
    senders: ['phone_number', 'short_code', 'alphanumeric'],
    // 255 segments of GSM-7.
    maxCharacters: 39_015,
    maxSegments: 255,
    validitySeconds: { min: 1, max: 432_000 },
    // GatewayAPI names no limit. This is enough for a UUID or a hash.
    reference: { maxCharacters: 64 },
    deliveryReports: { authenticity: 'signed' },
  },
} as const satisfies Manifest;
