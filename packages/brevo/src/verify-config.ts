import { askProvider, type ConfigCheck, type Http, type HttpLimits } from '@sms-connectors/core';
import { readFailure } from './errors.ts';

/** The account's API, with the key in its headers. */
export interface AccountApi {
  readonly http: Http;
  /** `https://api.brevo.com` */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Asks Brevo for the SMS credits of the account; sends nothing.
 * @see https://developers.brevo.com/reference/get-account
 */
export async function verifyConfig(
  { http, baseUrl, headers }: AccountApi,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const request = { method: 'GET', url: `${baseUrl}/v3/account`, headers } as const;
  const reply = await askProvider(http, request, limits, readFailure);
  const credentials = { subject: 'credentials', field: 'apiKey' } as const;
  // Brevo checks a sender only when a message is sent.
  const sender = { subject: 'sender', result: 'unknown', field: 'sender' } as const;
  if ('body' in reply) {
    return [{ ...credentials, result: 'ok' }, creditCheck(reply.body['plan']), sender];
  }
  const { refused: code, status } = reply;
  const isRefused = status === 401 || code === 'account_suspended';
  return [
    { ...credentials, ...(isRefused ? { result: 'failed', code } : { result: 'unknown' }) },
    sender,
  ];
}

function creditCheck(plans: unknown): ConfigCheck {
  const list: readonly unknown[] = Array.isArray(plans) ? plans : [];
  const credits = list
    .map((plan) => Object(plan) as Readonly<Record<string, unknown>>)
    .find(({ type }) => type === 'sms')?.['credits'];
  const subject = 'balance';
  // A negative number may mean an account without a limit.
  if (typeof credits !== 'number' || credits < 0) return { subject, result: 'unknown' };
  const detail = `${credits} SMS credits`;
  return credits > 0
    ? { subject, result: 'ok', detail }
    : { subject, result: 'failed', code: 'insufficient_balance', detail };
}
