import {
  classifyHttpStatus,
  type ConfigCheck,
  type Http,
  type HttpLimits,
  parseJsonObject,
} from '@sms-connectors/core';
import type { VonageConfig } from './config.ts';

/** The account's API: `https://rest.nexmo.com`. */
export interface AccountApi {
  readonly http: Http;
  readonly baseUrl: string;
}

type Config = Pick<VonageConfig, 'apiKey' | 'apiSecret' | 'signatureSecret'>;

const field = 'apiSecret';

/** What Vonage says without a message being sent: the balance, to who has the API secret. */
export async function verifyConfig(
  api: AccountApi,
  { apiKey, apiSecret, signatureSecret }: Config,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  return [
    ...(apiSecret === undefined
      ? []
      : await balanceChecks(api, `Basic ${btoa(`${apiKey}:${apiSecret}`)}`, limits)),
    // Only with a message does Vonage look at a signature or a sender.
    ...(signatureSecret === undefined
      ? []
      : [{ subject: 'credentials', result: 'unknown', field: 'signatureSecret' } as const]),
    { subject: 'sender', result: 'unknown', field: 'from' },
  ];
}

/** @see https://developer.vonage.com/en/api/developer/account */
async function balanceChecks(
  { http, baseUrl }: AccountApi,
  authorization: string,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const url = `${baseUrl}/account/get-balance`;
  const response = await http({ method: 'GET', url, headers: { authorization }, ...limits });
  if ('failure' in response) return unanswered(response.failure);
  const body = response.status === 200 ? parseJsonObject(response.body) : undefined;
  const value = body?.['value'];
  if (typeof value !== 'number') return unanswered(classifyHttpStatus(response).code);

  const balance = { subject: 'balance', detail: `${value.toFixed(2)} EUR` } as const;
  const hasCredit = value > 0 || body?.['autoReload'] === true;
  return [
    { subject: 'credentials', result: 'ok', field },
    hasCredit
      ? { ...balance, result: 'ok' }
      : { ...balance, result: 'failed', code: 'insufficient_balance' },
  ];
}

function unanswered(code: ConfigCheck['code']): readonly ConfigCheck[] {
  const result = code === 'unauthorized' ? 'failed' : 'unknown';
  return [
    { subject: 'credentials', result, field, code },
    { subject: 'balance', result: 'unknown' },
  ];
}
