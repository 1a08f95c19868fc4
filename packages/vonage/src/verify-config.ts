import {
  askProvider,
  balanceCheck,
  type ConfigCheck,
  type Http,
  type HttpLimits,
} from '@sms-connectors/core';
import type { VonageConfig } from './config.ts';

/** The account's API, such as `https://rest.nexmo.com`. */
export interface AccountApi {
  readonly http: Http;
  readonly baseUrl: string;
  /** Absent without an API secret. */
  readonly authorization: string | undefined;
}

const credentials = { subject: 'credentials', field: 'apiSecret' } as const;
const unknownBalance = { subject: 'balance', result: 'unknown' } as const;

/** Asks Vonage for the balance, which needs the API secret; sends nothing. */
export async function verifyConfig(
  api: AccountApi,
  { signatureSecret }: Pick<VonageConfig, 'signatureSecret'>,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  return [
    ...(await balanceChecks(api, limits)),
    // Vonage checks a signature and a sender only when a message is sent.
    ...(signatureSecret === undefined
      ? []
      : [{ subject: 'credentials', result: 'unknown', field: 'signatureSecret' } as const]),
    { subject: 'sender', result: 'unknown', field: 'from' },
  ];
}

/** @see https://developer.vonage.com/en/api/developer/account */
async function balanceChecks(
  { http, baseUrl, authorization }: AccountApi,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  if (authorization === undefined) return [];
  const url = `${baseUrl}/account/get-balance`;
  const reply = await askProvider(http, { method: 'GET', url, headers: { authorization } }, limits);
  if ('refused' in reply) {
    const result = reply.refused === 'unauthorized' ? 'failed' : 'unknown';
    return [{ ...credentials, result, code: reply.refused }, unknownBalance];
  }
  const { value, autoReload } = reply.body;
  if (typeof value !== 'number') {
    return [{ ...credentials, result: 'unknown', code: 'invalid_response' }, unknownBalance];
  }
  const { detail, ...balance } = balanceCheck(value.toFixed(2), 'EUR');
  return [
    { ...credentials, result: 'ok' },
    autoReload === true ? { subject: 'balance', result: 'ok', detail } : { ...balance, detail },
  ];
}
