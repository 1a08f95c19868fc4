import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'mock',
  name: 'Mock',
  description: 'Sends nothing: keeps every message in an inbox that tests and people can read.',
  docsUrl: 'https://github.com/sms-connectors/sms-connectors/tree/main/packages/mock#readme',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric', 'sender_pool'],
    maxCharacters: 1600,
    validitySeconds: { min: 1, max: 36_000 },
    reference: { maxCharacters: 200 },
    requester: true,
    deliveryReports: { authenticity: 'signed', urlField: 'deliveryReportUrl' },
    inProcess: true,
    sandbox: true,
  },
} as const satisfies Manifest;
