import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'sns',
  name: 'Amazon SNS',
  description: 'Sends verification codes by SMS with Amazon SNS.',
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html',
  country: 'US',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric'],
    maxCharacters: 1600,
    sandbox: true,
  },
} as const satisfies Manifest;
