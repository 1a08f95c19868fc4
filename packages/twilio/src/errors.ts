import type { ErrorCode, ErrorRow } from '@sms-connectors/core';

/**
 * Twilio's error codes and ours. Each row is described at `docsUrl(code)`. Those of the 30000s come with a
 * message that Twilio has taken and given up, the others in place of one.
 * @see https://www.twilio.com/docs/api/errors
 */
export const providerErrors = {
  10001: 'account_suspended',
  20003: 'unauthorized',
  20005: 'account_suspended',
  20006: 'unauthorized',
  20403: 'account_suspended',
  20404: 'unauthorized',
  20429: 'rate_limited',
  21211: 'invalid_recipient',
  21212: 'sender_invalid',
  21265: 'invalid_recipient',
  21266: 'invalid_recipient',
  21267: 'sender_invalid',
  21268: 'unreachable_recipient',
  21408: 'region_blocked',
  21601: 'sender_invalid',
  21602: 'content_rejected',
  21603: 'sender_invalid',
  21604: 'invalid_recipient',
  21606: 'sender_invalid',
  21607: 'sender_invalid',
  // A trial account: other providers reach the number.
  21608: 'account_suspended',
  21610: 'opted_out',
  21611: 'rate_limited',
  21612: 'unreachable_recipient',
  21614: 'unreachable_recipient',
  21616: 'sender_invalid',
  21617: 'content_rejected',
  21618: 'content_rejected',
  21619: 'content_rejected',
  21635: 'unreachable_recipient',
  21657: 'sender_invalid',
  21659: 'sender_invalid',
  21660: 'sender_invalid',
  21661: 'sender_invalid',
  21662: 'sender_invalid',
  21663: 'sender_invalid',
  21701: 'sender_invalid',
  21702: 'provider_unavailable',
  21703: 'sender_invalid',
  21704: 'sender_invalid',
  21705: 'sender_invalid',
  30001: 'rate_limited',
  30002: 'account_suspended',
  30003: 'unreachable_recipient',
  30004: 'unreachable_recipient',
  30005: 'unreachable_recipient',
  30006: 'unreachable_recipient',
  30007: 'content_rejected',
  30021: 'provider_unavailable',
  30022: 'rate_limited',
  30023: 'rate_limited',
  30024: 'sender_invalid',
  30027: 'rate_limited',
  30032: 'sender_invalid',
  30033: 'sender_invalid',
  30034: 'sender_invalid',
  30035: 'sender_invalid',
  30037: 'account_suspended',
  30040: 'sender_invalid',
  30041: 'sender_invalid',
  30042: 'sender_invalid',
  30044: 'content_rejected',
  30450: 'fraud_blocked',
  30454: 'rate_limited',
  30500: 'provider_unavailable',
  63017: 'rate_limited',
  63038: 'rate_limited',
  70051: 'unauthorized',
  572002: 'sender_invalid',
  572005: 'account_suspended',
  572006: 'template_invalid',
} as const satisfies Readonly<Record<number, ErrorCode>>;

/** Twilio's page on an error code. */
export function docsUrl(code: number | string): string {
  return `https://www.twilio.com/docs/api/errors/${code}`;
}

export const errorRows: readonly ErrorRow[] = Object.entries(providerErrors).map(
  ([cause, code]) => ({ cause, code, docsUrl: docsUrl(cause) }),
);
