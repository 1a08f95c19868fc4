/** Every way a send can fail. More codes will come: code that reads one needs a default branch. */
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

/** What an error code says about a failed send. Failover, guides, the console and adapters read it from here. */
export interface ErrorCodeFacts {
  /** What the failure is about. */
  readonly scope: 'message' | 'recipient' | 'account' | 'provider' | 'transport';
  /** Whether another provider may send the same message, if this one rejected it. */
  readonly otherProviderCanHelp: boolean;
  /**
   * How the failure counts against the provider's health: `failure` until it recovers, `long_pause` until an operator
   * has acted, `retry_after` until the time that it names. `none`: the provider works.
   */
  readonly providerHealth: 'none' | 'failure' | 'retry_after' | 'long_pause';
  /** Who must act: the `person` who wants the code, an `operator` of the account, a `developer`, or `nobody`: time helps. */
  readonly actor: 'person' | 'nobody' | 'operator' | 'developer';
  /** Whether the same message may succeed later with nothing changed. */
  readonly retryable: boolean;
  /** What the code means: an error's message if nothing more is known. */
  readonly meaning: string;
}

/** The facts about each error code. Its advice is in `error-advice.ts`, its text for end users in `english-end-user-texts.ts`. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorCodeFacts>> = {
  invalid_config: {
    scope: 'account',
    otherProviderCanHelp: true,
    providerHealth: 'long_pause',
    actor: 'developer',
    retryable: false,
    meaning: 'The config is invalid.',
  },
  invalid_message: {
    scope: 'message',
    otherProviderCanHelp: false,
    providerHealth: 'none',
    actor: 'developer',
    retryable: false,
    meaning: 'The message is incomplete or has a value that cannot be sent.',
  },
  template_not_found: {
    scope: 'message',
    otherProviderCanHelp: true,
    providerHealth: 'none',
    actor: 'operator',
    retryable: false,
    meaning: 'The config has no template for this usage type.',
  },
  template_invalid: {
    scope: 'message',
    otherProviderCanHelp: true,
    providerHealth: 'none',
    actor: 'operator',
    retryable: false,
    meaning: 'The template has no placeholder for the code, or the provider rejects it.',
  },
  invalid_recipient: {
    scope: 'recipient',
    otherProviderCanHelp: false,
    providerHealth: 'none',
    actor: 'person',
    retryable: false,
    meaning: 'The recipient is not a valid phone number.',
  },
  unreachable_recipient: {
    scope: 'recipient',
    otherProviderCanHelp: true,
    providerHealth: 'none',
    actor: 'person',
    retryable: false,
    meaning: 'The number cannot receive this SMS.',
  },
  opted_out: {
    scope: 'recipient',
    otherProviderCanHelp: false,
    providerHealth: 'none',
    actor: 'person',
    retryable: false,
    meaning: 'The recipient has opted out of messages from this sender.',
  },
  region_blocked: {
    scope: 'account',
    otherProviderCanHelp: true,
    providerHealth: 'none',
    actor: 'operator',
    retryable: false,
    meaning: 'The account may not send to the recipient’s country.',
  },
  content_rejected: {
    scope: 'message',
    otherProviderCanHelp: true,
    providerHealth: 'none',
    actor: 'operator',
    retryable: false,
    meaning: 'The provider rejects the text.',
  },
  sender_invalid: {
    scope: 'account',
    otherProviderCanHelp: true,
    providerHealth: 'none',
    actor: 'operator',
    retryable: false,
    meaning: 'The sender cannot send this message.',
  },
  unauthorized: {
    scope: 'account',
    otherProviderCanHelp: true,
    providerHealth: 'long_pause',
    actor: 'operator',
    retryable: false,
    meaning: 'The provider rejects the credentials.',
  },
  account_suspended: {
    scope: 'account',
    otherProviderCanHelp: true,
    providerHealth: 'long_pause',
    actor: 'operator',
    retryable: false,
    meaning: 'The account may not send.',
  },
  insufficient_balance: {
    scope: 'account',
    otherProviderCanHelp: true,
    providerHealth: 'long_pause',
    actor: 'operator',
    retryable: false,
    meaning: 'The account has no credit left.',
  },
  rate_limited: {
    scope: 'provider',
    otherProviderCanHelp: true,
    providerHealth: 'retry_after',
    actor: 'nobody',
    retryable: true,
    meaning: 'Too many messages were sent in too short a time.',
  },
  fraud_blocked: {
    scope: 'recipient',
    otherProviderCanHelp: false,
    providerHealth: 'none',
    actor: 'operator',
    retryable: false,
    meaning: 'The message was blocked as suspected fraud.',
  },
  timeout: {
    scope: 'transport',
    otherProviderCanHelp: true,
    providerHealth: 'failure',
    actor: 'nobody',
    retryable: true,
    meaning: 'The provider did not answer before the deadline.',
  },
  network: {
    scope: 'transport',
    otherProviderCanHelp: true,
    providerHealth: 'failure',
    actor: 'nobody',
    retryable: true,
    meaning: 'The connection to the provider failed.',
  },
  provider_unavailable: {
    scope: 'provider',
    otherProviderCanHelp: true,
    providerHealth: 'failure',
    actor: 'nobody',
    retryable: true,
    meaning: 'The provider has an outage or an internal error.',
  },
  invalid_response: {
    scope: 'provider',
    otherProviderCanHelp: true,
    providerHealth: 'failure',
    actor: 'operator',
    retryable: false,
    meaning: 'The provider’s answer is not one that it documents.',
  },
  aborted: {
    scope: 'message',
    otherProviderCanHelp: false,
    providerHealth: 'none',
    actor: 'nobody',
    retryable: false,
    meaning: 'The caller canceled the send.',
  },
  unclassified: {
    scope: 'provider',
    otherProviderCanHelp: true,
    providerHealth: 'none',
    actor: 'operator',
    retryable: false,
    meaning: 'The provider rejected the message for a reason that has no code here.',
  },
};

/** The facts of a code, also of one that a newer version of core added: those of `unclassified`. */
export function factsOfErrorCode(code: string): ErrorCodeFacts {
  return isErrorCode(code) ? errorCodes[code] : errorCodes.unclassified;
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}
