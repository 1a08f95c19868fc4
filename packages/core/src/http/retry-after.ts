import type { HttpResponse } from './port.ts';

// The forms of RFC 9110 §5.6.7; `Date.parse` alone would take "soon 5 GMT" for a date.
const httpDate =
  /^(?:\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT|\w{6,9}, \d{2}-\w{3}-\d{2} [\d:]{8} GMT|\w{3} \w{3} [ \d]\d [\d:]{8} \d{4})$/;

/** The longest wait that a provider may ask for. */
export const maxWaitMs = 24 * 60 * 60 * 1000;

/**
 * The wait that a `Retry-After` header asks for, in milliseconds, from either of its forms: seconds, or an HTTP date
 * (RFC 9110 §10.2.3). A date that has passed means now. A wait of more than 24 hours is ignored, as is anything else:
 * no provider asks for one, and a caller that slept for it would never try again.
 */
export function retryAfterMs(
  headers: HttpResponse['headers'],
  now = Date.now(),
): number | undefined {
  const header = headers['retry-after'];
  const value = (typeof header === 'string' ? header : header?.[0])?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : untilDate(value, now);
  return wait !== undefined && wait <= maxWaitMs ? wait : undefined;
}

function untilDate(value: string, now: number): number | undefined {
  if (!httpDate.test(value)) return undefined;
  const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
