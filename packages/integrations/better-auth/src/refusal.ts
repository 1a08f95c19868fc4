import type { ConnectorError } from '@sms-connectors/core';
import { endUserText } from '@sms-connectors/core/end-user-texts';
import { APIError } from 'better-auth/api';

/** The error codes that clients see besides Better Auth's own; `@better-auth/i18n` translates by them. */
export type SmsErrorCode = 'INVALID_PHONE_NUMBER' | 'SMS_RATE_LIMITED' | 'SMS_NOT_SENT';

type Refusal = readonly ['BAD_REQUEST' | 'TOO_MANY_REQUESTS' | 'SERVICE_UNAVAILABLE', SmsErrorCode];

const anotherNumber: Refusal = ['BAD_REQUEST', 'INVALID_PHONE_NUMBER'];
const later: Refusal = ['SERVICE_UNAVAILABLE', 'SMS_NOT_SENT'];
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ['invalid_recipient', anotherNumber],
  ['unreachable_recipient', anotherNumber],
  ['opted_out', anotherNumber],
  ['region_blocked', anotherNumber],
  ['rate_limited', ['TOO_MANY_REQUESTS', 'SMS_RATE_LIMITED']],
]);

/** What the client is told of a message that was certainly not sent: a code, and words for the person. */
export function refusalOf(error: ConnectorError, locale: string | undefined): APIError {
  const [status, code] = refusals.get(error.code) ?? later;
  const { retryAfterMs = 0 } = error;
  const waits = status === 'TOO_MANY_REQUESTS' && retryAfterMs > 0;
  return new APIError(
    status,
    { code, message: endUserText(error, locale) },
    waits ? { 'Retry-After': `${Math.ceil(retryAfterMs / 1000)}` } : {},
  );
}
