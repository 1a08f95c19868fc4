import {
  classifyHttpStatus,
  type ErrorCode,
  type ErrorRow,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  providerErrorTable,
} from '@sms-connectors/core';

const docs = 'https://www.plivo.com/docs/messaging';
const support = 'https://support.plivo.com';
const geoPermissions = `${docs}/concepts/geo-permissions`;
const insufficientCredit = `${support}/support/solutions/articles/17000088423`;

// These codes have pages of their own.
const pages: ReadonlyMap<string, string> = new Map([
  ['420', `${support}/hc/en-us/articles/14814454609561-Message-Expiry`],
  ['450', geoPermissions],
  ['451', geoPermissions],
  ['900', insufficientCredit],
]);

/** Plivo's codes come in delivery reports only, once a message has failed. */
export const reportErrors = providerErrorTable({
  pattern: /^\d{2,4}$/,
  docsUrl: (code) => pages.get(code) ?? `${docs}/troubleshooting/error-codes`,
  codes: {
    // https://www.plivo.com/blog/introducing-sms-error-codes/
    10: 'content_rejected',
    20: 'provider_unavailable',
    30: 'content_rejected',
    40: 'sender_invalid',
    50: 'invalid_recipient',
    // The carrier takes the message for one of an endless exchange.
    60: 'content_rejected',
    70: 'unreachable_recipient',
    80: 'unreachable_recipient',
    90: 'unreachable_recipient',
    100: 'unreachable_recipient',
    110: 'content_rejected',
    200: 'opted_out',
    // A toll-free number of the United States cannot send to Canada.
    201: 'sender_invalid',
    300: 'provider_unavailable',
    // It waited too long at Plivo, because of an outage or a limit.
    420: 'provider_unavailable',
    450: 'region_blocked',
    // More messages an hour than the account allows for the country, against SMS pumping.
    451: 'fraud_blocked',
    900: 'insufficient_balance',
    910: 'account_suspended',
    1000: 'unclassified',
  },
});

interface Refusal {
  /** What an answer is recognized by. */
  readonly cause: string;
  readonly code: ErrorCode;
  readonly docsUrl: string;
}

// Answers have no codes. These words are the whole of `error`; all others may repeat a number.
const refusalsInWords: readonly Refusal[] = [
  {
    cause: 'Insufficient Credit',
    code: 'insufficient_balance',
    docsUrl: insufficientCredit,
  },
  {
    cause: 'This caller ID is not allowed for outbound message',
    code: 'sender_invalid',
    docsUrl: `${support}/hc/en-us/sections/360008204432`,
  },
];

// To a message, 403 means that the country is not enabled:
// https://github.com/plivo/plivo-node/blob/master/lib/rest/axios.js
const countryNotEnabled: Refusal = {
  cause: 'HTTP 403',
  code: 'region_blocked',
  docsUrl: geoPermissions,
};

export const errorRows: readonly ErrorRow[] = [
  countryNotEnabled,
  ...refusalsInWords,
  ...reportErrors.rows,
];

/** The meaning of an answer to a message that is a failure. */
export function readFailure(response: HttpResponse): FailedAnswer {
  const body = parseJsonObject(response.body);
  const failure = { ...classifyHttpStatus(response), requestId: requestIdIn(body) };
  const refusal = findRefusal(response.status, body?.['error']);
  return refusal === undefined
    ? failure
    : { ...failure, code: refusal.code, docsUrl: refusal.docsUrl };
}

function findRefusal(status: number, error: unknown): Refusal | undefined {
  if (status >= 500 || status < 400) return undefined;
  const words = typeof error === 'string' ? withoutStop(error) : undefined;
  return (
    refusalsInWords.find(({ cause }) => withoutStop(cause) === words) ??
    (status === 403 ? countryNotEnabled : undefined)
  );
}

function withoutStop(words: string): string {
  return words.trim().replace(/\.$/, '').toLowerCase();
}

/** The id that Plivo gives every request. */
export function requestIdIn(
  body: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const id = body?.['api_id'];
  return isUuid(id) ? id : undefined;
}

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
