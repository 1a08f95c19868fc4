import { type ErrorRow, providerErrorTable, trialAccount } from '@sms-connectors/core';

const guides = 'https://developer.vonage.com/en/messaging/sms/guides';
// A longer number could be personal data.
const pattern = /^\d{1,3}$/;

/**
 * The statuses in Vonage's answers.
 * @see https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms
 */
export const statuses = providerErrorTable({
  pattern,
  docsUrl: () => `${guides}/troubleshooting-sms`,
  outcome: 'rejected',
  codes: {
    1: 'rate_limited',
    2: 'invalid_message',
    3: 'invalid_message',
    4: 'unauthorized',
    5: { code: 'provider_unavailable', outcome: 'unknown' },
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
    29: trialAccount,
    32: 'unauthorized',
    33: 'unreachable_recipient',
  },
});

/**
 * The `err-code`s of Vonage's delivery receipts.
 * @see https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts
 */
export const receiptErrors = providerErrorTable({
  pattern,
  docsUrl: () => `${guides}/delivery-receipts`,
  cause: (code) => `err-code ${code}`,
  codes: {
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
    16: 'rate_limited',
    50: 'sender_invalid',
    51: 'sender_invalid',
    52: 'template_invalid',
    53: 'sender_invalid',
    54: 'unclassified',
    99: 'unclassified',
  },
});

export const errorRows: readonly ErrorRow[] = [...statuses.rows, ...receiptErrors.rows];
