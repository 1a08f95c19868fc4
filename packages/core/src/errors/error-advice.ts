import type { FailedOutcome, Open } from '../contract.ts';
import { type ErrorCode, isErrorCode } from './error-codes.ts';

/** What to do about a failure, for developers and operators. */
export const errorAdvice: Readonly<Record<ErrorCode, string>> = {
  invalid_config: 'Correct the fields that the error names.',
  invalid_message: 'Correct the member that the error names.',
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
  insufficient_balance: 'Add credit to the account.',
  rate_limited: 'Wait for `retryAfterMs`, then send again.',
  fraud_blocked: 'Check where the requests come from before you send more.',
  timeout: 'Nothing was sent: send again, or use another provider.',
  network: 'Nothing was sent: check the address, the DNS and the network, then send again.',
  provider_unavailable: 'Nothing was sent: check the provider’s status page, then send again.',
  invalid_response:
    'Check that the URL is that of the provider’s API and that no proxy answers instead.',
  aborted: 'Nothing to do if you canceled the send on purpose.',
  unclassified: 'Look up the provider’s code in its documentation.',
};

/** What to do if the message may have been sent, whatever the code. */
export const unknownOutcomeAdvice =
  'The message may have been sent. Do not send it again by yourself; let the person ask for a new code.';

/** What to do about a failure with this code and outcome. */
export function adviceFor(code: Open<ErrorCode>, outcome: FailedOutcome): string {
  if (outcome === 'unknown') return unknownOutcomeAdvice;
  return errorAdvice[isErrorCode(code) ? code : 'unclassified'];
}
