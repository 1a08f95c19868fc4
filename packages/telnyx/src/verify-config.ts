import type {
  ConfigCheck,
  Http,
  HttpFailure,
  HttpLimits,
  HttpResponse,
} from '@sms-connectors/core';
import type { TelnyxConfig } from './config.ts';
import { type Data, dataOf } from './data.ts';
import { failure } from './errors.ts';

/** The account's API, with the key in its headers. */
export interface AccountApi {
  readonly http: Http;
  /** `https://api.telnyx.com` */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What Telnyx says of the account without a message being sent. */
export async function verifyConfig(
  { http, baseUrl, headers }: AccountApi,
  { messagingProfileId }: Pick<TelnyxConfig, 'messagingProfileId'>,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const get = (path: string) =>
    http({ ...limits, method: 'GET', url: `${baseUrl}/v2/${path}`, headers });
  const [balance, profile] = await Promise.all([
    get('balance'),
    messagingProfileId === undefined ? undefined : get(`messaging_profiles/${messagingProfileId}`),
  ]);
  return [...balanceChecks(balance), ...(profile === undefined ? [] : [profileCheck(profile)])];
}

/** https://developers.telnyx.com/api-reference/billing/get-user-balance-details */
function balanceChecks(response: HttpResponse | HttpFailure): readonly ConfigCheck[] {
  const credentials = { subject: 'credentials', field: 'apiKey' } as const;
  const data = dataOf(response);
  if (data === undefined) {
    const code = 'failure' in response ? undefined : failure(response).code;
    // A 403 may also be a key that must not see the balance.
    const isRefused = 'status' in response && response.status === 401;
    return isRefused || code === 'account_suspended'
      ? [{ ...credentials, result: 'failed', code: code ?? 'unauthorized' }]
      : [{ ...credentials, result: 'unknown' }];
  }
  return [{ ...credentials, result: 'ok' }, creditCheck(data)];
}

function creditCheck({ available_credit: credit, currency }: Data): ConfigCheck {
  const isCredit = typeof credit === 'string' && /^-?\d{1,12}(\.\d{1,8})?$/.test(credit);
  if (!isCredit || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
    return { subject: 'balance', result: 'unknown' };
  }
  const balance = { subject: 'balance', detail: `${credit} ${currency}` } as const;
  return Number(credit) > 0
    ? { ...balance, result: 'ok' }
    : { ...balance, result: 'failed', code: 'insufficient_balance' };
}

/** https://developers.telnyx.com/api-reference/profiles/retrieve-a-messaging-profile */
function profileCheck(response: HttpResponse | HttpFailure): ConfigCheck {
  const sender = { subject: 'sender', field: 'messagingProfileId' } as const;
  const data = dataOf(response);
  const isMissing = 'status' in response && response.status === 404;
  return isMissing || data?.['enabled'] === false
    ? { ...sender, result: 'failed', code: 'sender_invalid' }
    : { ...sender, result: data === undefined ? 'unknown' : 'ok' };
}
