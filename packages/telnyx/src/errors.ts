import {
  classifyHttpStatus,
  type ErrorCode,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderErrorFacts,
  providerErrorTable,
  trialAccount,
} from '@sms-connectors/core';

const generalErrors = 'https://developers.telnyx.com/development/api-fundamentals/api-errors';
const messagingErrors = 'https://developers.telnyx.com/docs/messaging/messages/error-codes';

/** Telnyx's error codes. Some come in place of a message, some with its delivery report, and many with either. */
const errors = providerErrorTable({
  // A longer number could be personal data.
  pattern: /^\d{5}$/,
  // The page on messaging lacks 40007.
  docsUrl: (code) => (Number(code) < 40_000 || code === '40007' ? generalErrors : messagingErrors),
  codes: {
    10001: 'unreachable_recipient',
    10002: 'invalid_recipient',
    10003: 'invalid_config',
    10004: 'invalid_config',
    10005: 'invalid_config',
    10006: 'invalid_config',
    10007: 'provider_unavailable',
    10008: 'provider_unavailable',
    10009: 'unauthorized',
    10010: 'unauthorized',
    10011: 'rate_limited',
    10013: 'sender_invalid',
    10016: 'invalid_recipient',
    10017: 'sender_invalid',
    10022: 'invalid_config',
    10037: 'provider_unavailable',
    10038: 'account_suspended',
    10039: trialAccount,
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
    40007: 'unclassified',
    40008: 'unreachable_recipient',
    40009: 'content_rejected',
    40010: 'sender_invalid',
    40011: 'rate_limited',
    40012: 'invalid_recipient',
    40013: 'sender_invalid',
    // The sender's queue is longer than it can send in time.
    40014: 'rate_limited',
    40015: 'content_rejected',
    40016: 'rate_limited',
    40017: 'content_rejected',
    40018: 'rate_limited',
    40019: 'sender_invalid',
    40020: 'fraud_blocked',
    40100: 'sender_invalid',
    40150: 'sender_invalid',
    40151: 'sender_invalid',
    40155: 'sender_invalid',
    40300: 'opted_out',
    40301: 'unreachable_recipient',
    40302: 'content_rejected',
    40305: 'sender_invalid',
    40306: 'sender_invalid',
    40307: 'sender_invalid',
    40309: 'region_blocked',
    40310: 'invalid_recipient',
    40311: 'unauthorized',
    40312: 'sender_invalid',
    40313: 'unauthorized',
    40314: 'account_suspended',
    40315: 'sender_invalid',
    40316: 'content_rejected',
    40318: 'rate_limited',
    40319: 'unreachable_recipient',
    40320: 'sender_invalid',
    40321: 'sender_invalid',
    40322: 'content_rejected',
    40323: 'sender_invalid',
    40325: 'sender_invalid',
    40328: 'content_rejected',
    40329: 'sender_invalid',
    40330: 'sender_invalid',
    40331: 'region_blocked',
    // The daily limit of a messaging profile: waiting a minute does not help.
    40333: 'insufficient_balance',
  },
});

export const errorRows = errors.rows;

// Telnyx uses this code for several problems and names the problem in the title:
// https://developers.telnyx.com/docs/messaging/messages/send-message
// https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
const titlesOf40300: ReadonlyMap<unknown, ErrorCode> = new Map([
  ['Blocked due to STOP message', 'opted_out'],
  ['Destination number unreachable', 'unreachable_recipient'],
  ['Forbidden', 'sender_invalid'],
]);

/** The facts of the first in a list of Telnyx's errors. */
export function findError(list: unknown): ProviderErrorFacts | undefined {
  const candidates: readonly unknown[] = Array.isArray(list) ? list : [];
  for (const candidate of candidates) {
    const { code, title } = Object(candidate) as Readonly<Record<string, unknown>>;
    // Telnyx writes its codes as texts.
    const facts = typeof code === 'string' ? errors.find(code) : undefined;
    if (facts !== undefined) {
      return code === '40300'
        ? { ...facts, code: titlesOf40300.get(title) ?? 'unclassified' }
        : facts;
    }
  }
  return undefined;
}

/** The meaning of an answer that is a failure. */
export function readFailure(response: HttpResponse): FailedAnswer {
  const list = parseJsonObject(response.body)?.['errors'];
  return { ...classifyHttpStatus(response), ...findError(list) };
}
