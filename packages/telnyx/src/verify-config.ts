import {
  asJsonObject,
  askProvider,
  balanceCheck,
  type ConfigCheck,
  type Http,
  type HttpLimits,
  type ProviderReply,
} from '@sms-connectors/core';
import type { TelnyxConfig } from './config.ts';
import { readFailure } from './errors.ts';

/** The account's API, with the key in its headers. */
export interface AccountApi {
  readonly http: Http;
  /** `https://api.telnyx.com` */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks Telnyx about the account and the messaging profile; sends nothing. */
export async function verifyConfig(
  { http, baseUrl, headers }: AccountApi,
  { messagingProfileId }: Pick<TelnyxConfig, 'messagingProfileId'>,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const get = (path: string) =>
    askProvider(
      http,
      { method: 'GET', url: `${baseUrl}/v2/${path}`, headers },
      limits,
      readFailure,
    );
  const [balance, profile] = await Promise.all([
    get('balance'),
    messagingProfileId === undefined ? undefined : get(`messaging_profiles/${messagingProfileId}`),
  ]);
  return [...balanceChecks(balance), ...(profile === undefined ? [] : [profileCheck(profile)])];
}

/** https://developers.telnyx.com/api-reference/billing/get-user-balance-details */
function balanceChecks(reply: ProviderReply): readonly ConfigCheck[] {
  const credentials = { subject: 'credentials', field: 'apiKey' } as const;
  if ('refused' in reply) {
    const { refused: code, status } = reply;
    // A 403 may also mean a key that is not allowed to read the balance.
    const isRefused = status === 401 || code === 'account_suspended';
    return [
      { ...credentials, ...(isRefused ? { result: 'failed', code } : { result: 'unknown' }) },
    ];
  }
  const data = asJsonObject(reply.body['data']);
  if (data === undefined) return [{ ...credentials, result: 'unknown' }];
  const { available_credit: credit, currency } = data;
  return [
    { ...credentials, result: 'ok' },
    // Telnyx writes amounts as texts.
    balanceCheck(typeof credit === 'string' ? credit : undefined, currency),
  ];
}

/** https://developers.telnyx.com/api-reference/profiles/retrieve-a-messaging-profile */
function profileCheck(reply: ProviderReply): ConfigCheck {
  const sender = { subject: 'sender', field: 'messagingProfileId' } as const;
  const data = 'body' in reply ? asJsonObject(reply.body['data']) : undefined;
  const isMissing = 'refused' in reply && reply.status === 404;
  return isMissing || data?.['enabled'] === false
    ? { ...sender, result: 'failed', code: 'sender_invalid' }
    : { ...sender, result: data === undefined ? 'unknown' : 'ok' };
}
