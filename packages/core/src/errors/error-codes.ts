import type { FailedOutcome } from '../contract.ts';

/** Every way a send can fail. */
export type ErrorCode =
  | 'invalid_config'
  | 'invalid_message'
  | 'template_not_found'
  | 'template_invalid'
  | 'invalid_recipient'
  | 'unreachable_recipient'
  | 'opted_out'
  | 'region_blocked'
  | 'content_rejected'
  | 'sender_invalid'
  | 'unauthorized'
  | 'account_suspended'
  | 'insufficient_balance'
  | 'rate_limited'
  | 'fraud_blocked'
  | 'timeout'
  | 'network'
  | 'provider_unavailable'
  | 'invalid_response'
  | 'aborted'
  | 'unclassified';

/** What each code means; an error's message where nothing more is known. */
export const meanings: Readonly<Record<ErrorCode, string>> = {
  invalid_config: 'The config does not fit the connector.',
  invalid_message: 'The message lacks something, or holds a value that cannot be sent.',
  template_not_found: 'No template serves this usage type.',
  template_invalid: 'The provider does not take the template.',
  invalid_recipient: 'The recipient is not a phone number.',
  unreachable_recipient: 'The number exists, and no SMS reaches it.',
  opted_out: 'The recipient has asked the sender to stop.',
  region_blocked: 'The account may not send to the recipient’s country.',
  content_rejected: 'The provider does not send this text.',
  sender_invalid: 'The sender cannot send this message.',
  unauthorized: 'The provider does not accept the credentials.',
  account_suspended: 'The account may not send.',
  insufficient_balance: 'The account has no credit left.',
  rate_limited: 'Too many messages in too short a time.',
  fraud_blocked: 'The provider takes the message for fraud.',
  timeout: 'No answer came before the deadline.',
  network: 'The connection could not be made, or broke.',
  provider_unavailable: 'The provider has a fault of its own.',
  invalid_response: 'The answer is not one that the provider documents.',
  aborted: 'The caller gave the send up.',
  unclassified: 'The provider refused for a reason that has no code of ours.',
};

const advice: Readonly<Record<ErrorCode, string>> = {
  invalid_config: 'Correct the fields that the error names.',
  invalid_message: 'Give every placeholder of the template a text or a number.',
  template_not_found: 'Add a template for the usage type to the config.',
  template_invalid: 'Correct the template, or have it approved by the provider.',
  invalid_recipient: 'Ask the person for the number again, with its country code.',
  unreachable_recipient: 'Offer another channel, or ask for a mobile number.',
  opted_out: 'Offer another channel; only the recipient can opt in again.',
  region_blocked: 'Allow the country in the provider’s console.',
  content_rejected: 'Shorten or reword the template.',
  sender_invalid: 'Choose a sender that belongs to the account and may send SMS to this country.',
  unauthorized: 'Copy the credentials again from the provider’s console.',
  account_suspended: 'Ask the provider what the account lacks.',
  insufficient_balance: 'Top the account up.',
  rate_limited: 'Wait for `retryAfterMs`, then send again.',
  fraud_blocked: 'Check where the requests come from before sending more.',
  timeout: 'Where the outcome is `unknown`, let the person ask for a new code.',
  network: 'Where the outcome is `unknown`, let the person ask for a new code.',
  provider_unavailable:
    'Look at the provider’s status page. Where the outcome is `unknown`, let the person ask for a new code.',
  invalid_response:
    'Check that the address is the provider’s API and that no proxy answers in its place.',
  aborted: 'Nothing, where that was meant.',
  unclassified: 'Look the provider’s code up in its documentation.',
};

const retryable: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'timeout',
  'network',
  'provider_unavailable',
]);

/** Whether the same message may succeed later with nothing changed. */
export function isRetryable(code: ErrorCode): boolean {
  return retryable.has(code);
}

export interface ErrorFacts {
  readonly meaning: string;
  /** What to do about it. */
  readonly advice: string;
  /** Whether the same message may succeed later with nothing changed. */
  readonly retryable: boolean;
}

/** All that is known of each way to fail: the guides' tables and the console's advice are made from this. */
// Pure, since a program that only sends needs none of it, and its bundle goes without.
export const errorCodes: Readonly<Record<ErrorCode, ErrorFacts>> = /* @__PURE__ */ allFacts();

function allFacts(): Readonly<Record<ErrorCode, ErrorFacts>> {
  const codes = Object.keys(meanings) as ErrorCode[];
  const facts = codes.map((code) => [
    code,
    { meaning: meanings[code], advice: advice[code], retryable: isRetryable(code) },
  ]);
  return Object.fromEntries(facts);
}

/** One row of a connector's `errorRows`: what brings an error about, and which code of ours that is. */
export interface ErrorRow {
  /** The provider's own code or, where there is none, whatever brings the error about. */
  readonly cause: string;
  readonly code: ErrorCode;
  /** Where the cause decides it. */
  readonly outcome?: FailedOutcome;
  /** The provider's page on this row. */
  readonly docsUrl?: string;
}
