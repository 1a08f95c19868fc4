import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'acme',
  name: 'Acme',
  description: 'Sends verification codes by SMS with Acme.',
  docsUrl: 'https://acme.example/docs',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number'],
    maxCharacters: 1600,
  },
} as const satisfies Manifest;
