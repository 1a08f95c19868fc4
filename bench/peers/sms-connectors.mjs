import { twilio } from '@sms-connectors/twilio';
import { accountSID, authToken, code, messagingServiceSID, templates, to } from './message.mjs';

export function connect({ origin, http }) {
  const sms = twilio(
    { accountSID, authToken, fromMessagingServiceSID: messagingServiceSID, templates },
    { baseUrl: origin, http },
  );
  return () => sms.send({ to, usageType: 'SignIn', payload: { code } });
}
