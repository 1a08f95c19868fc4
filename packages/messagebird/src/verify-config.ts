import {
  askProvider,
  balanceCheck,
  type ConfigCheck,
  type Http,
  type HttpLimits,
} from '@sms-connectors/core';
import { readFailure } from './errors.ts';

/** The account's API, with the access key in its headers. */
export interface AccountApi {
  readonly http: Http;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

const credentials = { subject: 'credentials', field: 'accessKey' } as const;
// MessageBird checks a sender only when a message is sent.
const sender = { subject: 'sender', result: 'unknown', field: 'originator' } as const;

/**
 * Asks MessageBird for the balance; sends nothing.
 * @see https://developers.messagebird.com/api/balance/
 */
export async function verifyConfig(
  { http, baseUrl, headers }: AccountApi,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const url = `${baseUrl}/balance`;
  const reply = await askProvider(http, { method: 'GET', url, headers }, limits, readFailure);
  if ('body' in reply) return [...accountChecks(reply.body), sender];
  const result = reply.refused === 'unauthorized' ? 'failed' : 'unknown';
  return [{ ...credentials, result, code: reply.refused }, sender];
}

function accountChecks({ payment, type, amount }: Readonly<Record<string, unknown>>) {
  if (payment !== 'prepaid' && payment !== 'postpaid') {
    return [{ ...credentials, result: 'unknown', code: 'invalid_response' } as const];
  }
  const isValid = { ...credentials, result: 'ok' } as const;
  // The amount of an account that pays later is always 0.
  return payment === 'postpaid' ? [isValid] : [isValid, balance(amount, type)];
}

/**
 * All other types are codes of ISO 4217, or `credits`, which have no currency.
 * @see https://github.com/messagebird/messagebird-nodejs/blob/master/types/balance.d.ts
 */
const currencies: ReadonlyMap<unknown, string> = new Map([
  ['euros', 'EUR'],
  ['pounds', 'GBP'],
  ['dollars', 'USD'],
]);

function balance(amount: unknown, type: unknown): ConfigCheck {
  if (type === 'credits' && typeof amount === 'number') {
    const detail = `${amount} credits`;
    return amount > 0
      ? { subject: 'balance', result: 'ok', detail }
      : { subject: 'balance', result: 'failed', code: 'insufficient_balance', detail };
  }
  const currency = currencies.get(type) ?? type;
  return balanceCheck(typeof amount === 'number' ? amount.toFixed(2) : amount, currency);
}
