import {
  asJsonObject,
  askProvider,
  type ConfigCheck,
  type Http,
  type HttpLimits,
} from '@sms-connectors/core';
import { type AzureConfig, phoneNumberPattern } from './config.ts';
import { readFailure } from './errors.ts';
import { arrayIn } from './json.ts';
import type { Sign } from './signed-requests.ts';

const credentials = { subject: 'credentials', field: 'connectionString' } as const;
const sender = { subject: 'sender', field: 'from' } as const;

/**
 * Asks Azure for the phone numbers of the resource; sends nothing. Short codes and sender IDs are not among them.
 * @see https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/PhoneNumbers/stable/2025-06-01/phonenumbers.json
 */
export async function verifyConfig(
  { from }: AzureConfig,
  { http, sign, limits }: { readonly http: Http; readonly sign: Sign; readonly limits: HttpLimits },
): Promise<readonly ConfigCheck[]> {
  const request = await sign('GET', '/phoneNumbers?api-version=2025-06-01');
  const reply = await askProvider(http, request, limits, readFailure);
  if (!('body' in reply)) {
    const result = reply.status === 401 ? 'failed' : 'unknown';
    return [
      { ...credentials, result, code: reply.refused },
      { ...sender, result: 'unknown' },
    ];
  }
  const numbers = arrayIn(reply.body['phoneNumbers']);
  if (numbers === undefined) {
    return [
      { ...credentials, result: 'unknown', code: 'invalid_response' },
      { ...sender, result: 'unknown' },
    ];
  }
  const hasMore = reply.body['nextLink'] !== undefined;
  return [{ ...credentials, result: 'ok' }, senderCheck(from, numbers, hasMore)];
}

function senderCheck(from: string, numbers: readonly unknown[], hasMore: boolean): ConfigCheck {
  if (!phoneNumberPattern.test(from)) return { ...sender, result: 'unknown' };
  const own = numbers.map(asJsonObject).find((number) => number?.['phoneNumber'] === from);
  if (own === undefined && hasMore) return { ...sender, result: 'unknown' };
  return /outbound/.test(String(asJsonObject(own?.['capabilities'])?.['sms']))
    ? { ...sender, result: 'ok' }
    : { ...sender, result: 'failed', code: 'sender_invalid' };
}
