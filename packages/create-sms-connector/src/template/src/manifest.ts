import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'acme',
  name: 'Acme',
  description: 'Sends verification codes by SMS with Acme.',
  docsUrl: 'https://acme.example/docs',
  // Where Acme is based, as an ISO 3166-1 code: country: 'FR',
  capabilities: {
    numberFormat: 'e164',
    // `sender_pool` if Acme chooses the sender.
    senders: ['phone_number'],
    maxCharacters: 1600,
  },
} as const satisfies Manifest;
