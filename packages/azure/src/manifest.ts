import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'azure',
  name: 'Azure Communication Services',
  description: 'Sends verification codes by SMS with Azure Communication Services.',
  docsUrl: 'https://learn.microsoft.com/azure/communication-services/quickstarts/sms/send',
  country: 'US',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number', 'short_code', 'alphanumeric'],
    // https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/2026-01-23/communicationservicessms.json
    maxCharacters: 2048,
    // The `tag`. Azure names no limit. This is enough for a UUID or a hash.
    reference: { maxCharacters: 64 },
    deliveryReports: { authenticity: 'token' },
  },
} as const satisfies Manifest;
