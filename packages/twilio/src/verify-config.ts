import {
  askProvider,
  balanceCheck,
  type ConfigCheck,
  type Http,
  type HttpLimits,
  type ProviderReply,
} from '@sms-connectors/core';
import type { TwilioConfig } from './config.ts';

/** The account's APIs, with the credentials in its headers. */
export interface AccountApi {
  readonly http: Http;
  /** `https://api.twilio.com` */
  readonly baseUrl: string;
  /** `https://api.twilio.com/2010-04-01/Accounts/AC…` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Config = Pick<TwilioConfig, 'authToken' | 'from' | 'fromMessagingServiceSID'>;

/**
 * Asks Twilio about the account, the sender and the balance; sends nothing.
 * @see https://www.twilio.com/docs/iam/api/account
 * @see https://www.twilio.com/docs/iam/api-keys/keys-in-console what each kind of API key may read
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 */
export async function verifyConfig(
  { http, baseUrl, url: accountUrl, headers }: AccountApi,
  config: Config,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const get = (url: string): Promise<ProviderReply> =>
    askProvider(http, { method: 'GET', url, headers }, limits);
  const number = config.from?.startsWith('+') === true ? config.from : undefined;
  const service = config.fromMessagingServiceSID;
  const [account, balance, numbers, services] = await Promise.all([
    get(`${accountUrl}.json`),
    get(`${accountUrl}/Balance.json`),
    number &&
      get(`${accountUrl}/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(number)}`),
    service && get(`${messagingUrl(baseUrl)}/v1/Services/${encodeURIComponent(service)}`),
  ]);
  const isKnown = [balance, numbers, services].some((answer) => answer && 'body' in answer);
  return [
    credentials(config, account, isKnown),
    ...sandbox(account),
    services ? messagingService(config, services) : sender(numbers),
    'body' in balance
      ? balanceCheck(balance.body['balance'], balance.body['currency'])
      : { subject: 'balance', result: 'unknown' },
  ];
}

/**
 * Messaging services have their own host; an emulator or a proxy answers for both.
 * @see https://www.twilio.com/docs/global-infrastructure/messaging-api-with-twilio-regions
 */
function messagingUrl(baseUrl: string): string {
  return baseUrl.replace(
    /^https:\/\/api(?=(\.[a-z0-9-]+){0,2}\.twilio\.com$)/,
    'https://messaging',
  );
}

// Standard API keys may send but may not read the account.
function credentials({ authToken }: Config, account: ProviderReply, isKnown: boolean): ConfigCheck {
  const subject = 'credentials';
  const field = authToken === undefined ? 'apiKeySecret' : 'authToken';
  if ('body' in account) {
    const { status } = account.body;
    if (status === 'active') return { subject, result: 'ok', field };
    return status === 'suspended' || status === 'closed'
      ? { subject, result: 'failed', field: 'accountSID', code: 'account_suspended' }
      : { subject, result: 'unknown', field };
  }
  if (isKnown) return { subject, result: 'ok', field };
  const isRefused = account.refused === 'unauthorized' && authToken !== undefined;
  return { subject, result: isRefused ? 'failed' : 'unknown', field, code: account.refused };
}

function sandbox(account: ProviderReply): readonly ConfigCheck[] {
  const isTrial = 'body' in account && account.body['type'] === 'Trial';
  return isTrial ? [{ subject: 'sandbox', result: 'ok', detail: 'Trial' }] : [];
}

function messagingService(
  { fromMessagingServiceSID }: Config,
  services: ProviderReply,
): ConfigCheck {
  const subject = 'sender';
  const field = 'fromMessagingServiceSID';
  if ('refused' in services && services.status === 404) {
    return { subject, result: 'failed', field, code: 'sender_invalid' };
  }
  const isOurs = 'body' in services && services.body['sid'] === fromMessagingServiceSID;
  return { subject, result: isOurs ? 'ok' : 'unknown', field };
}

function sender(numbers: ProviderReply | '' | undefined): ConfigCheck {
  const subject = 'sender';
  const field = 'from';
  const owned = numbers && 'body' in numbers && numbers.body['incoming_phone_numbers'];
  if (!Array.isArray(owned)) return { subject, result: 'unknown', field };
  const [number] = owned as { readonly capabilities?: { readonly sms?: unknown } }[];
  return number?.capabilities?.sms === true
    ? { subject, result: 'ok', field }
    : { subject, result: 'failed', field, code: 'sender_invalid' };
}
