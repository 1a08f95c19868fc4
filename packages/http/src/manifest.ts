import type { Manifest } from '@sms-connectors/core';

/** What a config can make of a gateway; each connector has the capabilities of its own config. */
export const manifest = {
  contract: 1,
  id: 'http',
  name: 'Custom HTTP',
  description:
    'Sends verification codes by SMS with any provider that has an HTTP API, described in the config.',
  docsUrl: 'https://github.com/sms-connectors/sms-connectors/tree/main/packages/http#readme',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric', 'sender_pool'],
    // Ten segments of GSM-7. Each gateway has limits of its own, here and below.
    maxCharacters: 1530,
    validitySeconds: { min: 1, max: 604_800 },
    reference: { maxCharacters: 255 },
    requester: true,
    deliveryReports: { authenticity: 'token' },
  },
} as const satisfies Manifest;
