import { TwilioSmsProvider } from '@novu/providers';
import { accountSID, authToken, from, text, to } from './message.mjs';

export function connect() {
  const provider = new TwilioSmsProvider({ accountSid: accountSID, authToken, from });
  return () => provider.sendMessage({ to, content: text });
}
