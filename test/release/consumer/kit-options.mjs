// The conformance kit's options for Twilio, as its own tests have them.
import { createHmac } from 'node:crypto';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';

const emulator = await startTwilioEmulator();
await emulator.close();
const { config } = emulator;

const url = 'https://example.com/sms/reports/twilio';
const callback = {
  AccountSid: config.accountSID,
  MessageSid: `SM${'a1'.repeat(16)}`,
  MessageStatus: 'delivered',
};
// Twilio signs the URL, followed by the sorted parameters.
const signed = url + Object.entries(callback).flat().join('');
const signature = createHmac('sha1', config.authToken).update(signed).digest('base64');

export const kitOptions = (packageUrl) => ({
  connector: twilio,
  config,
  packageUrl: new URL(packageUrl),
  startEmulator: startTwilioEmulator,
  answers: [
    {
      name: 'a recipient who has opted out',
      answer: { status: 400, body: { code: 21_610, status: 400 } },
      means: { outcome: 'rejected', code: 'opted_out', providerCode: '21610' },
    },
  ],
  deliveryReports: {
    proof: ['x-twilio-signature'],
    webhooks: [
      {
        name: 'a status callback',
        request: {
          method: 'POST',
          url,
          headers: { 'x-twilio-signature': signature },
          body: new URLSearchParams(callback).toString(),
        },
        reports: [
          {
            messageId: callback.MessageSid,
            status: 'delivered',
            provider: { id: 'twilio', status: 'delivered' },
          },
        ],
      },
    ],
  },
});
