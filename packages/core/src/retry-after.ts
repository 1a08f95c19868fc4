import type { HttpResponse } from './http/port.ts';

/**
 * The wait that a `Retry-After` header asks for, in milliseconds, from either of its forms: seconds, or an
 * HTTP date (RFC 9110 §10.2.3). A date that has passed means now.
 */
export function retryAfterMs(
  headers: HttpResponse['headers'],
  now = Date.now(),
): number | undefined {
  const header = headers['retry-after'];
  const value = (typeof header === 'string' ? header : header?.[0])?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = value.endsWith(' GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
