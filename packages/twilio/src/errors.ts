import type { ErrorCode, ErrorRow } from '@sms-connectors/core';

/**
 * Twilio's error codes and ours. Each row is described at `docsUrl(code)`.
 * @see https://www.twilio.com/docs/api/errors
 */
export const providerErrors = {
  20003: 'unauthorized',
  20005: 'account_suspended',
  20404: 'unauthorized',
  20429: 'rate_limited',
  21211: 'invalid_recipient',
  21212: 'sender_invalid',
  21265: 'invalid_recipient',
  21266: 'invalid_recipient',
  21408: 'region_blocked',
  21603: 'sender_invalid',
  21604: 'invalid_recipient',
  21606: 'sender_invalid',
  21608: 'unreachable_recipient',
  21610: 'opted_out',
  21611: 'rate_limited',
  21612: 'unreachable_recipient',
  21614: 'unreachable_recipient',
  21617: 'content_rejected',
  21635: 'unreachable_recipient',
  21659: 'sender_invalid',
  21660: 'sender_invalid',
  21661: 'sender_invalid',
  21701: 'sender_invalid',
  21703: 'sender_invalid',
  21705: 'sender_invalid',
  30450: 'fraud_blocked',
  60410: 'fraud_blocked',
} as const satisfies Readonly<Record<number, ErrorCode>>;

/** Twilio's page on an error code. */
export function docsUrl(code: number | string): string {
  return `https://www.twilio.com/docs/api/errors/${code}`;
}

export const errorRows: readonly ErrorRow[] = Object.entries(providerErrors).map(
  ([cause, code]) => ({ cause, code, docsUrl: docsUrl(cause) }),
);
