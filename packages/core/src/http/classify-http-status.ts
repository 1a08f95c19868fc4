import type { FailedAnswer } from '../connector/connector-definition.ts';
import type { HttpResponse } from './port.ts';
import { retryAfterMs } from './retry-after.ts';

/**
 * What an HTTP status means where the provider's own words say nothing more. A 4xx is the provider
 * refusing; anything else may have left a message behind.
 */
export function classifyHttpStatus(response: HttpResponse): FailedAnswer {
  const { status } = response;
  const wait = retryAfterMs(response.headers);
  if (status === 401 || status === 403) return { outcome: 'rejected', code: 'unauthorized' };
  if (status === 402) return { outcome: 'rejected', code: 'insufficient_balance' };
  if (status === 408) return { outcome: 'unknown', code: 'timeout', retryAfterMs: wait };
  if (status === 429) return { outcome: 'rejected', code: 'rate_limited', retryAfterMs: wait };
  if (status >= 400 && status < 500) return { outcome: 'rejected', code: 'unclassified' };
  if (status >= 500)
    return { outcome: 'unknown', code: 'provider_unavailable', retryAfterMs: wait };
  return { outcome: 'unknown', code: 'invalid_response' };
}
