import twilio from 'twilio';
import { accountSID, authToken, messagingServiceSID, text, to } from './message.mjs';

export function connect() {
  const client = twilio(accountSID, authToken);
  return () => client.messages.create({ to, messagingServiceSid: messagingServiceSID, body: text });
}
