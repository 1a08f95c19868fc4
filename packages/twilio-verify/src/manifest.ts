import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'twilio-verify',
  name: 'Twilio Verify',
  description: 'Sends verification codes by SMS with the texts and senders of Twilio Verify.',
  docsUrl: 'https://www.twilio.com/docs/verify/api/verification',
  country: 'US',
  capabilities: {
    numberFormat: 'e164',
    // Twilio chooses the sender.
    senders: ['sender_pool'],
    content: ['template'],
    // https://www.twilio.com/docs/api/errors/60247
    maxCharacters: 500,
    // https://www.twilio.com/docs/verify/api/verification#start-new-verification (Tags)
    reference: { maxCharacters: 128 },
    conversions: true,
  },
} as const satisfies Manifest;
