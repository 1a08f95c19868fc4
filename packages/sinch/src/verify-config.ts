import { askProvider, type ConfigCheck, type HttpLimits } from '@sms-connectors/core';
import type { BatchesApi } from './batches-api.ts';
import { readFailure } from './errors.ts';

const credentials = { subject: 'credentials', field: 'apiToken' } as const;
// Sinch does not say that a dry run checks the sender.
const sender = { subject: 'sender', result: 'unknown', field: 'from' } as const;

/**
 * Asks Sinch to count the parts of a text; sends nothing.
 * @see https://developers.sinch.com/docs/sms/api-reference/sms/tag/Batches/
 */
export async function verifyConfig(
  { http, url, headers }: BatchesApi,
  from: string | undefined,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const body = JSON.stringify({ ...(from !== undefined && { from }), to: [fictional], body: '0' });
  const request = { method: 'POST', url: `${url}/dry_run`, headers, body } as const;
  const reply = await askProvider(http, request, limits, readFailure);
  if ('body' in reply) {
    return typeof reply.body['number_of_messages'] === 'number'
      ? [{ ...credentials, result: 'ok' }, sender]
      : [{ ...credentials, result: 'unknown', code: 'invalid_response' }, sender];
  }
  const isRefused = reply.status === 401 || reply.refused === 'account_suspended';
  const result = isRefused ? 'failed' : 'unknown';
  return [{ ...credentials, result, code: reply.refused }, sender];
}

// A number that is nobody's: https://www.nationalnanpa.com/number_resource_info/555_numbers.html
const fictional = '+12025550100';
