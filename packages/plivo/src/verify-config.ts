import {
  askProvider,
  balanceCheck,
  type ConfigCheck,
  type Http,
  type HttpLimits,
  type ProviderReply,
} from '@sms-connectors/core';
import type { PlivoConfig } from './config.ts';

/** The account's API, with the credentials in its headers. */
export interface AccountApi {
  readonly http: Http;
  /** `https://api.plivo.com/v1/Account/MA…` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks Plivo about the account and the sender; sends nothing. */
export async function verifyConfig(
  { http, url, headers }: AccountApi,
  { authId, from, powerpackUUID }: Pick<PlivoConfig, 'authId' | 'from' | 'powerpackUUID'>,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const get = (path: string) =>
    askProvider(http, { method: 'GET', url: `${url}/${path}`, headers }, limits);
  const number = from?.startsWith('+') === true ? from.slice(1) : undefined;
  const [account, owned, powerpack] = await Promise.all([
    get(''),
    number === undefined ? undefined : get(`Number/${number}/`),
    powerpackUUID === undefined ? undefined : get(`Powerpack/${powerpackUUID}/`),
  ]);
  return [
    credentialsCheck(authId, account, owned ?? powerpack),
    ...balanceChecks(account),
    powerpack === undefined ? numberCheck(owned) : powerpackCheck(powerpack),
  ];
}

// A subaccount may be refused the account and still be allowed to send.
function credentialsCheck(
  authId: string,
  account: ProviderReply,
  sender: ProviderReply | undefined,
): ConfigCheck {
  const credentials = { subject: 'credentials', field: 'authToken' } as const;
  if ('body' in account) return { ...credentials, result: 'ok' };
  if (sender !== undefined && 'body' in sender) return { ...credentials, result: 'ok' };
  const isRefused = account.status === 401 && authId.startsWith('MA');
  return { ...credentials, result: isRefused ? 'failed' : 'unknown', code: account.refused };
}

/** @see https://www.plivo.com/docs/account/api/account/the-account-object/ */
function balanceChecks(reply: ProviderReply): readonly ConfigCheck[] {
  if ('refused' in reply) return [{ subject: 'balance', result: 'unknown' }];
  const { account_type: type, cash_credits: credits } = reply.body;
  const trial = { subject: 'sandbox', result: 'ok', detail: 'Trial' } as const;
  return [
    ...(type === 'developer' ? [trial] : []),
    creditCheck(reply.body, balanceCheck(typeof credits === 'string' ? credits : undefined, 'USD')),
  ];
}

function creditCheck(
  account: Readonly<Record<string, unknown>>,
  { detail, ...balance }: ConfigCheck,
): ConfigCheck {
  // These accounts send without credit.
  const needsNone = account['billing_mode'] === 'postpaid' || account['auto_recharge'] === true;
  const isEmpty = balance.result === 'failed';
  if (isEmpty && needsNone) return { subject: 'balance', result: 'ok', detail };
  return { ...balance, ...(detail !== undefined && { detail }) };
}

/**
 * Outside the United States and Canada, Plivo also sends from numbers that are not in the account.
 * @see https://docs.plivo.com/docs/faq/messaging/sms
 */
function numberCheck(reply: ProviderReply | undefined): ConfigCheck {
  const sender = { subject: 'sender', field: 'from' } as const;
  const canSend = reply !== undefined && 'body' in reply ? reply.body['sms_enabled'] : undefined;
  if (canSend === true) return { ...sender, result: 'ok' };
  return canSend === false
    ? { ...sender, result: 'failed', code: 'sender_invalid' }
    : { ...sender, result: 'unknown' };
}

function powerpackCheck(reply: ProviderReply): ConfigCheck {
  const sender = { subject: 'sender', field: 'powerpackUUID' } as const;
  if ('body' in reply) return { ...sender, result: 'ok' };
  return reply.status === 404
    ? { ...sender, result: 'failed', code: 'sender_invalid' }
    : { ...sender, result: 'unknown' };
}
