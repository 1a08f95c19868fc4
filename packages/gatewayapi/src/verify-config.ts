import {
  askProvider,
  balanceCheck,
  type ConfigCheck,
  type Http,
  type HttpLimits,
} from '@sms-connectors/core';
import { readFailure } from './errors.ts';

/** The account's API, with the token in its headers. */
export interface AccountApi {
  readonly http: Http;
  /** The API for messages, such as `https://messaging.gatewayapi.com`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

const credentials = { subject: 'credentials', field: 'apiToken' } as const;
// GatewayAPI checks a sender only when a message is sent.
const sender = { subject: 'sender', result: 'unknown', field: 'sender' } as const;

/**
 * Asks GatewayAPI for the credit; sends nothing. The platform answers that itself, without `messaging.` in its name.
 * @see https://gatewayapi.com/docs/apis/prices-balance/
 */
export async function verifyConfig(
  { http, baseUrl, headers }: AccountApi,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const url = `${baseUrl.replace('//messaging.gatewayapi.', '//gatewayapi.')}/rest/me`;
  const reply = await askProvider(http, { method: 'GET', url, headers }, limits, readFailure);
  return 'body' in reply
    ? [...accountChecks(reply.body), sender]
    : [{ ...credentials, ...refusal(reply.refused, reply.status), code: reply.refused }, sender];
}

function accountChecks({ id, credit, currency }: Readonly<Record<string, unknown>>) {
  return typeof id === 'number'
    ? [{ ...credentials, result: 'ok' } as const, balance(credit, currency)]
    : [{ ...credentials, result: 'unknown', code: 'invalid_response' } as const];
}

function balance(credit: unknown, currency: unknown): ConfigCheck {
  return balanceCheck(typeof credit === 'number' ? credit.toFixed(2) : credit, currency);
}

function refusal(code: string, status: number | undefined): Pick<ConfigCheck, 'result'> {
  const isRefused = status === 401 || status === 403 || code === 'account_suspended';
  return { result: isRefused ? 'failed' : 'unknown' };
}
