import {
  classifyHttpStatus,
  type ConfigCheck,
  type Http,
  type HttpLimits,
  parseJsonObject,
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
type Body = Readonly<Record<string, unknown>>;
type Answer =
  | { readonly body: Body }
  | { readonly refused: ConfigCheck['code']; readonly status?: number };

/**
 * What Twilio says of the account without a message being sent.
 * @see https://www.twilio.com/docs/iam/api/account
 * @see https://www.twilio.com/docs/iam/api-keys/keys-in-console what each kind of API key may read
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 */
export async function verifyConfig(
  api: AccountApi,
  config: Config,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const get = (url: string): Promise<Answer> => ask(api, url, limits);
  const number = config.from?.startsWith('+') === true ? config.from : undefined;
  const service = config.fromMessagingServiceSID;
  const [account, balance, numbers, services] = await Promise.all([
    get(`${api.url}.json`),
    get(`${api.url}/Balance.json`),
    number && get(`${api.url}/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(number)}`),
    service && get(`${messagingUrl(api.baseUrl)}/v1/Services/${encodeURIComponent(service)}`),
  ]);
  const isKnown = [balance, numbers, services].some((answer) => answer && 'body' in answer);
  return [
    credentials(config, account, isKnown),
    ...sandbox(account),
    services ? messagingService(config, services) : sender(numbers),
    funds(balance),
  ];
}

/**
 * Messaging services have a host of their own; whoever stands in for Twilio answers for both.
 * @see https://www.twilio.com/docs/global-infrastructure/messaging-api-with-twilio-regions
 */
function messagingUrl(baseUrl: string): string {
  return baseUrl.replace(
    /^https:\/\/api(?=(\.[a-z0-9-]+){0,2}\.twilio\.com$)/,
    'https://messaging',
  );
}

async function ask(
  { http, headers }: AccountApi,
  url: string,
  limits: HttpLimits,
): Promise<Answer> {
  const response = await http({ method: 'GET', url, headers, ...limits });
  if ('failure' in response) return { refused: response.failure };
  const { status } = response;
  const body = status === 200 ? parseJsonObject(response.body) : undefined;
  return body === undefined ? { refused: classifyHttpStatus(response).code, status } : { body };
}

// Standard API keys may send, and may not read the account.
function credentials({ authToken }: Config, account: Answer, isKnown: boolean): ConfigCheck {
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

function sandbox(account: Answer): readonly ConfigCheck[] {
  const isTrial = 'body' in account && account.body['type'] === 'Trial';
  return isTrial ? [{ subject: 'sandbox', result: 'ok', detail: 'Trial' }] : [];
}

function messagingService({ fromMessagingServiceSID }: Config, services: Answer): ConfigCheck {
  const subject = 'sender';
  const field = 'fromMessagingServiceSID';
  if ('refused' in services && services.status === 404) {
    return { subject, result: 'failed', field, code: 'sender_invalid' };
  }
  const isOurs = 'body' in services && services.body['sid'] === fromMessagingServiceSID;
  return { subject, result: isOurs ? 'ok' : 'unknown', field };
}

function sender(numbers: Answer | '' | undefined): ConfigCheck {
  const subject = 'sender';
  const field = 'from';
  const owned = numbers && 'body' in numbers && numbers.body['incoming_phone_numbers'];
  if (!Array.isArray(owned)) return { subject, result: 'unknown', field };
  const [number] = owned as { readonly capabilities?: { readonly sms?: unknown } }[];
  return number?.capabilities?.sms === true
    ? { subject, result: 'ok', field }
    : { subject, result: 'failed', field, code: 'sender_invalid' };
}

function funds(balance: Answer): ConfigCheck {
  const subject = 'balance';
  const { balance: amount, currency } = 'body' in balance ? balance.body : {};
  const isAmount = /^-?\d+(\.\d+)?$/.test(String(amount)) && /^[A-Z]{3}$/.test(String(currency));
  if (!isAmount) return { subject, result: 'unknown' };
  const detail = `${String(amount)} ${String(currency)}`;
  return Number(amount) > 0
    ? { subject, result: 'ok', detail }
    : { subject, result: 'failed', code: 'insufficient_balance', detail };
}
