import notifme from 'notifme-sdk';
import { accountSID, authToken, from, text, to } from './message.mjs';

export function connect() {
  const sdk = new notifme.default({
    channels: { sms: { providers: [{ type: 'twilio', accountSid: accountSID, authToken }] } },
  });
  return async () => {
    const { status, errors } = await sdk.send({ sms: { from, to, text } });
    if (status !== 'success') throw new Error(`not accepted: ${JSON.stringify(errors)}`);
  };
}
