import type { FailedOutcome } from './contract.ts';

/**
 * Every way a send can fail, what it means, what to do, and whether the same message may succeed later
 * with nothing changed. The guides' tables and the console's advice are made from this.
 */
export const errorCodes = {
  invalid_config: {
    meaning: 'The config does not fit the connector.',
    advice: 'Correct the fields that the error names.',
    retryable: false,
  },
  invalid_message: {
    meaning: 'The message lacks something, or holds a value that cannot be sent.',
    advice: 'Give every placeholder of the template a text or a number.',
    retryable: false,
  },
  template_not_found: {
    meaning: 'No template serves this usage type.',
    advice: 'Add a template for the usage type to the config.',
    retryable: false,
  },
  template_invalid: {
    meaning: 'The provider does not take the template.',
    advice: 'Correct the template, or have it approved by the provider.',
    retryable: false,
  },
  invalid_recipient: {
    meaning: 'The recipient is not a phone number.',
    advice: 'Ask the person for the number again, with its country code.',
    retryable: false,
  },
  unreachable_recipient: {
    meaning: 'The number exists, and no SMS reaches it.',
    advice: 'Offer another channel, or ask for a mobile number.',
    retryable: false,
  },
  opted_out: {
    meaning: 'The recipient has asked the sender to stop.',
    advice: 'Offer another channel; only the recipient can opt in again.',
    retryable: false,
  },
  region_blocked: {
    meaning: 'The account may not send to the recipient’s country.',
    advice: 'Allow the country in the provider’s console.',
    retryable: false,
  },
  content_rejected: {
    meaning: 'The provider does not send this text.',
    advice: 'Shorten or reword the template.',
    retryable: false,
  },
  sender_invalid: {
    meaning: 'The sender cannot send this message.',
    advice: 'Choose a sender that belongs to the account and may send SMS to this country.',
    retryable: false,
  },
  unauthorized: {
    meaning: 'The provider does not accept the credentials.',
    advice: 'Copy the credentials again from the provider’s console.',
    retryable: false,
  },
  account_suspended: {
    meaning: 'The account may not send.',
    advice: 'Ask the provider what the account lacks.',
    retryable: false,
  },
  insufficient_balance: {
    meaning: 'The account has no credit left.',
    advice: 'Top the account up.',
    retryable: false,
  },
  rate_limited: {
    meaning: 'Too many messages in too short a time.',
    advice: 'Wait for `retryAfterMs`, then send again.',
    retryable: true,
  },
  fraud_blocked: {
    meaning: 'The provider takes the message for fraud.',
    advice: 'Check where the requests come from before sending more.',
    retryable: false,
  },
  timeout: {
    meaning: 'No answer came before the deadline.',
    advice: 'Where the outcome is `unknown`, let the person ask for a new code.',
    retryable: true,
  },
  network: {
    meaning: 'The connection could not be made, or broke.',
    advice: 'Where the outcome is `unknown`, let the person ask for a new code.',
    retryable: true,
  },
  provider_unavailable: {
    meaning: 'The provider has a fault of its own.',
    advice: 'Look at the provider’s status page; send again later.',
    retryable: true,
  },
  invalid_response: {
    meaning: 'The answer is not one that the provider documents.',
    advice: 'Check that the address is the provider’s API and that no proxy answers in its place.',
    retryable: false,
  },
  aborted: {
    meaning: 'The caller gave the send up.',
    advice: 'Nothing, where that was meant.',
    retryable: false,
  },
  unknown: {
    meaning: 'The provider refused for a reason that has no code of ours.',
    advice: 'Look the provider’s code up in its documentation.',
    retryable: false,
  },
} as const satisfies Record<string, ErrorFacts>;

interface ErrorFacts {
  readonly meaning: string;
  readonly advice: string;
  readonly retryable: boolean;
}

export type ErrorCode = keyof typeof errorCodes;

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
