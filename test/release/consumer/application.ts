// How an application uses the types, without the types of Node: it must also compile for browsers and edge workers.
import {
  type Connector,
  type ConnectorError,
  type ErrorCode,
  isConnectorError,
  type Message,
  type Open,
  type Receipt,
  type UsageType,
} from '@sms-connectors/core';
import { fetchHttp } from '@sms-connectors/core/fetch';
import { type InboxMessage, mock, type MockConfig } from '@sms-connectors/mock';
import { twilio, type TwilioConfig } from '@sms-connectors/twilio';

const config: TwilioConfig = {
  accountSID: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'token',
  fromMessagingServiceSID: 'MG0123456789abcdef0123456789abcdef',
  templates: [{ usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' }],
};
const sms: Connector = twilio(config, { http: fetchHttp(), timeoutMs: 5000 });

export async function sendCode(to: string, usageType: UsageType, code: string): Promise<string> {
  const message: Message = { to, usageType, payload: { code } };
  try {
    const receipt: Receipt = await sms.send(message);
    return receipt.messageId;
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    const known: ConnectorError = error;
    const errorCode: Open<ErrorCode> = known.code;
    return known.outcome === 'unknown' ? 'perhaps' : errorCode;
  }
}

const mockConfig: MockConfig = { templates: config.templates };
export const inbox: Promise<readonly InboxMessage[]> = mock(mockConfig).inbox.list();

// @ts-expect-error: a field that the config does not have
twilio({ ...config, authTokn: 'token' });
// @ts-expect-error: a usage type that does not exist
void sms.send({ to: '+33612345678', usageType: 'Signin', payload: {} });
// @ts-expect-error: a receipt is read, not written
export const rewrite = (receipt: Receipt): string => (receipt.messageId = '');
