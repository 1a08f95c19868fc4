import { askProvider, type ConfigCheck, type HttpLimits } from '@sms-connectors/core';
import type { BatchesApi } from './batches-api.ts';
import type { SinchCredentials } from './config.ts';
import { readFailure } from './errors.ts';

// Sinch does not say that a dry run checks the sender.
const sender = { subject: 'sender', result: 'unknown', field: 'from' } as const;

/**
 * Asks Sinch to count the parts of a text; sends nothing.
 * @see https://developers.sinch.com/docs/sms/api-reference/sms/tag/Batches/
 */
export async function verifyConfig(
  api: BatchesApi,
  { from, projectId }: SinchCredentials & { readonly from?: string | undefined },
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const credentials = {
    subject: 'credentials',
    field: projectId === undefined ? 'apiToken' : 'keySecret',
  } as const;
  const members = { ...(from !== undefined && { from }), to: [fictional], body: '0' };
  const request = await api.request('/dry_run', members, limits);
  if ('outcome' in request) {
    const result = request.code === 'unauthorized' ? 'failed' : 'unknown';
    return [{ ...credentials, result, code: request.code }, sender];
  }
  const reply = await askProvider(api.http, request, limits, readFailure);
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
