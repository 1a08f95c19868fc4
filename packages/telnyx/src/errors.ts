import {
  classifyHttpStatus,
  type ErrorCode,
  type ErrorRow,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
} from '@sms-connectors/core';

/**
 * Telnyx's error codes and ours. Some come in place of a message, some with its delivery report, and many with
 * either. Each row is described at `docsUrl(code)`.
 */
export const providerErrors = {
  10001: 'unreachable_recipient',
  10002: 'invalid_recipient',
  10003: 'invalid_config',
  10007: 'provider_unavailable',
  10008: 'provider_unavailable',
  10009: 'unauthorized',
  10010: 'unauthorized',
  10011: 'rate_limited',
  10016: 'invalid_recipient',
  10037: 'provider_unavailable',
  // A trial account: other providers reach the number.
  10038: 'account_suspended',
  10039: 'account_suspended',
  20001: 'unauthorized',
  20002: 'unauthorized',
  20003: 'unauthorized',
  20006: 'unauthorized',
  20008: 'unauthorized',
  20012: 'account_suspended',
  20013: 'account_suspended',
  20014: 'account_suspended',
  20015: 'account_suspended',
  20016: 'account_suspended',
  20017: 'account_suspended',
  20100: 'insufficient_balance',
  40001: 'unreachable_recipient',
  40002: 'content_rejected',
  40003: 'sender_invalid',
  40004: 'unreachable_recipient',
  40005: 'unreachable_recipient',
  40006: 'unreachable_recipient',
  40008: 'unreachable_recipient',
  40009: 'content_rejected',
  40010: 'sender_invalid',
  40011: 'rate_limited',
  40012: 'invalid_recipient',
  40013: 'sender_invalid',
  // The sender was given more than it may send in time.
  40014: 'rate_limited',
  40015: 'content_rejected',
  40016: 'rate_limited',
  40017: 'content_rejected',
  40018: 'rate_limited',
  40019: 'sender_invalid',
  40020: 'fraud_blocked',
  40100: 'sender_invalid',
  40300: 'opted_out',
  40301: 'unreachable_recipient',
  40302: 'content_rejected',
  40305: 'sender_invalid',
  40306: 'sender_invalid',
  40307: 'sender_invalid',
  40309: 'region_blocked',
  40310: 'invalid_recipient',
  40312: 'sender_invalid',
  40314: 'account_suspended',
  40315: 'sender_invalid',
  40316: 'content_rejected',
  40318: 'rate_limited',
  40319: 'unreachable_recipient',
  40320: 'sender_invalid',
  40321: 'sender_invalid',
  40322: 'content_rejected',
  40325: 'sender_invalid',
  40328: 'content_rejected',
  40329: 'sender_invalid',
  40330: 'sender_invalid',
  40331: 'region_blocked',
  // The daily limit of a messaging profile: to wait a minute does not help.
  40333: 'insufficient_balance',
} as const satisfies Readonly<Record<number, ErrorCode>>;

// Telnyx gives this code to other things too, and says which in the title:
// https://developers.telnyx.com/docs/messaging/messages/send-message
// https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
const titlesOf40300: ReadonlyMap<unknown, ErrorCode> = new Map([
  ['Blocked due to STOP message', 'opted_out'],
  ['Destination number unreachable', 'unreachable_recipient'],
  ['Forbidden', 'sender_invalid'],
]);

/** Telnyx's page on an error code. */
function docsUrl(code: number | string): string {
  return Number(code) < 40_000
    ? 'https://developers.telnyx.com/development/api-fundamentals/api-errors'
    : 'https://developers.telnyx.com/docs/messaging/messages/error-codes';
}

export const errorRows: readonly ErrorRow[] = Object.entries(providerErrors).map(
  ([cause, code]) => ({ cause, code, docsUrl: docsUrl(cause) }),
);

interface ErrorFacts {
  readonly code?: ErrorCode;
  readonly providerCode: string;
  readonly docsUrl: string;
}

/** The first of a list of Telnyx's errors: its code, and ours where it has one. Never its words. */
export function errorFacts(errors: unknown): ErrorFacts | undefined {
  const list: readonly unknown[] = Array.isArray(errors) ? errors : [];
  const error = list.find(isError);
  if (error === undefined) return undefined;
  const code = meaningOf(error);
  return {
    ...(code !== undefined && { code }),
    providerCode: error.code,
    docsUrl: docsUrl(error.code),
  };
}

interface TelnyxError {
  readonly code: string;
  readonly title?: unknown;
}

// Telnyx's codes have five digits; a longer number could be somebody's.
function isError(error: unknown): error is TelnyxError {
  const code = (error as Partial<TelnyxError> | null)?.code;
  return typeof code === 'string' && /^\d{5}$/.test(code);
}

function meaningOf({ code, title }: TelnyxError): ErrorCode | undefined {
  if (code === '40300') return titlesOf40300.get(title) ?? 'unclassified';
  const known: Readonly<Record<string, ErrorCode>> = providerErrors;
  return known[code];
}

/** What an answer that is a refusal means. */
export function failure(response: HttpResponse): FailedAnswer {
  const errors = parseJsonObject(response.body)?.['errors'];
  return { ...classifyHttpStatus(response), ...errorFacts(errors) };
}
