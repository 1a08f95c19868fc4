import novu from '@novu/providers';
import { accountSID, authToken, from, text, to } from './message.mjs';

export function connect() {
  const provider = new novu.TwilioSmsProvider({ accountSid: accountSID, authToken, from });
  return () => provider.sendMessage({ to, content: text });
}
