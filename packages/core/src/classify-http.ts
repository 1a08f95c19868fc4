import type { Failed } from './definition.ts';
import type { HttpResponse } from './http/port.ts';
import { retryAfterMs } from './retry-after.ts';

/**
 * What an HTTP status means where the provider's own words say nothing more. A 4xx is the provider
 * refusing; anything else may have left a message behind.
 */
export function classifyHttpStatus(response: HttpResponse): Failed {
  const { status } = response;
  const wait = retryAfterMs(response.headers);
  if (status === 401 || status === 403) return { outcome: 'rejected', code: 'unauthorized' };
  if (status === 402) return { outcome: 'rejected', code: 'insufficient_balance' };
  if (status === 408) return { outcome: 'unknown', code: 'timeout', retryAfterMs: wait };
  if (status === 429) return { outcome: 'rejected', code: 'rate_limited', retryAfterMs: wait };
  if (status >= 400 && status < 500) return { outcome: 'rejected', code: 'unknown' };
  if (status >= 500)
    return { outcome: 'unknown', code: 'provider_unavailable', retryAfterMs: wait };
  return { outcome: 'unknown', code: 'invalid_response' };
}

/** A body as a JSON object, or `undefined` where it is anything else: HTML, nothing, half of it. */
export function jsonObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
