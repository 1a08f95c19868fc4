import {
  askProvider,
  type ConfigCheck,
  type Http,
  type HttpLimits,
  type HttpRequest,
} from '@sms-connectors/core';
import { readFailure } from './classify.ts';

const credentials = { subject: 'credentials', field: 'apikey' } as const;

/**
 * Asks for the account, which has a balance and, in no documented case, a code.
 * @see https://www.yunpian.com/official/document/sms/zh_CN/account_get
 */
export async function verifyConfig(
  http: Http,
  request: HttpRequest,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const reply = await askProvider(http, request, limits, readFailure);
  if ('body' in reply) {
    return typeof reply.body['balance'] === 'number'
      ? [{ ...credentials, result: 'ok' }, balanceOf(reply.body['balance'])]
      : [{ ...credentials, result: 'unknown' }];
  }
  return reply.refused === 'unauthorized'
    ? [{ ...credentials, result: 'failed', code: reply.refused }]
    : [{ ...credentials, result: 'unknown' }];
}

/** The answer names no currency. */
function balanceOf(balance: number): ConfigCheck {
  const check = { subject: 'balance', detail: String(balance) } as const;
  return balance > 0
    ? { ...check, result: 'ok' }
    : { ...check, result: 'failed', code: 'insufficient_balance' };
}
