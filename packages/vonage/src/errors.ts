import type { ErrorCode, ErrorRow, FailedOutcome } from '@sms-connectors/core';

/**
 * The statuses in Vonage's answers, and our codes.
 * @see https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms
 */
export const providerErrors = {
  1: 'rate_limited',
  2: 'invalid_message',
  3: 'invalid_message',
  4: 'unauthorized',
  5: 'provider_unavailable',
  6: 'invalid_recipient',
  7: 'unreachable_recipient',
  8: 'account_suspended',
  9: 'insufficient_balance',
  10: 'rate_limited',
  11: 'account_suspended',
  12: 'content_rejected',
  14: 'unauthorized',
  15: 'sender_invalid',
  22: 'invalid_message',
  23: 'invalid_config',
  // An account in demo mode: others reach the number.
  29: 'account_suspended',
  32: 'unauthorized',
  33: 'unreachable_recipient',
} as const satisfies Readonly<Record<number, ErrorCode>>;

/**
 * The `err-code`s of Vonage's delivery receipts, and our codes.
 * @see https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts
 */
export const deliveryErrors = {
  1: 'unclassified',
  2: 'unreachable_recipient',
  3: 'unreachable_recipient',
  4: 'unreachable_recipient',
  5: 'unreachable_recipient',
  6: 'content_rejected',
  7: 'unreachable_recipient',
  8: 'provider_unavailable',
  9: 'opted_out',
  10: 'invalid_message',
  11: 'unreachable_recipient',
  12: 'unreachable_recipient',
  13: 'unreachable_recipient',
  14: 'unreachable_recipient',
  15: 'unreachable_recipient',
  50: 'sender_invalid',
  51: 'sender_invalid',
  52: 'template_invalid',
  53: 'sender_invalid',
  54: 'unclassified',
  99: 'unclassified',
} as const satisfies Readonly<Record<number, ErrorCode>>;

const guides = 'https://developer.vonage.com/en/messaging/sms/guides';
export const docsUrl = `${guides}/troubleshooting-sms`;
export const deliveryDocsUrl = `${guides}/delivery-receipts`;

/** Statuses by their numbers, and the receipts' codes, which have the same numbers, by their name too. */
export const errorRows: readonly ErrorRow[] = [
  ...Object.entries(providerErrors).map(([cause, code]) => ({
    cause,
    code,
    outcome: failedOutcome(code),
    docsUrl,
  })),
  ...Object.entries(deliveryErrors).map(([errorCode, code]) => ({
    cause: `err-code ${errorCode}`,
    code,
    docsUrl: deliveryDocsUrl,
  })),
];

/** What a fault of Vonage's own has left behind, nobody knows; what it refuses is not sent. */
export function failedOutcome(code: ErrorCode): FailedOutcome {
  return code === 'provider_unavailable' ? 'unknown' : 'rejected';
}
