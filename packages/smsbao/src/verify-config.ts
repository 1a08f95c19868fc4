import type {
  ConfigCheck,
  Http,
  HttpLimits,
  HttpRequest,
  HttpResponse,
} from '@sms-connectors/core';
import { readFailure, success } from './classify.ts';

const credentials = { subject: 'credentials', field: 'passwordOrApiKey' } as const;
const unknown: readonly ConfigCheck[] = [{ ...credentials, result: 'unknown' }];

/**
 * Asks for the balance: `0` on the first line, then the numbers of messages sent and left.
 * @see https://www.smsbao.com/openapi/213.html
 */
export async function verifyConfig(
  http: Http,
  request: HttpRequest,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const response = await http({ ...request, ...limits });
  return 'failure' in response ? unknown : readBalance(response);
}

function readBalance(response: HttpResponse): readonly ConfigCheck[] {
  const [code, counts = ''] = response.body.trim().split(/\r?\n/);
  const left = /^\d{1,12},(\d{1,12})$/.exec(counts)?.[1];
  if (response.status === 200 && code === success && left !== undefined) {
    return [{ ...credentials, result: 'ok' }, balanceOf(left)];
  }
  const { code: reason } = readFailure(response);
  return reason === 'unauthorized' ? [{ ...credentials, result: 'failed', code: reason }] : unknown;
}

function balanceOf(left: string): ConfigCheck {
  const check = { subject: 'balance', detail: `${left} SMS` } as const;
  return Number(left) > 0
    ? { ...check, result: 'ok' }
    : { ...check, result: 'failed', code: 'insufficient_balance' };
}
