import createConnector from '@logto/connector-twilio-sms';
import { accountSID, authToken, code, messagingServiceSID, templates, to } from './message.mjs';

export async function connect() {
  const config = { accountSID, authToken, fromMessagingServiceSID: messagingServiceSID, templates };
  const connector = await createConnector({ getConfig: async () => config });
  return () => connector.sendMessage({ to, type: 'SignIn', payload: { code } });
}
