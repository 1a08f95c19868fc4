import type { Attempt, FailedOutcome, Open } from '../contract.ts';
import type { TransportReason } from '../http/transport-reasons.ts';
import { type ErrorCode, factsOfErrorCode } from './error-codes.ts';

// A registered symbol, so that an error made by another copy of this package is recognised too.
const brand = Symbol.for('@sms-connectors/core/ConnectorError');

/** One thing that is wrong with a config. */
export interface ConfigIssue {
  /** Where, for example `templates[0].content`. */
  readonly path: string;
  /** The same as keys, for forms. */
  readonly keys: readonly (string | number)[];
  /** The kind of problem; `custom` if the schema has its own words for it. */
  readonly code: Open<ConfigIssueCode>;
  /** What the kind leaves open, such as `{ limit: 8, unit: 'characters' }`; never the value. */
  readonly parameters: {
    /** With `invalid_type`: the type that the schema wants, such as `string`. */
    readonly expected?: string | undefined;
    /** With `not_one_of`: the values that are allowed, with commas between them. */
    readonly values?: string | undefined;
    /** With `too_short`, `too_long`, `too_small` and `too_big`. */
    readonly limit?: number | undefined;
    /** With `too_short` and `too_long`: what the limit counts. */
    readonly unit?: 'characters' | 'entries' | undefined;
    /** With `too_small` and `too_big`: whether the limit itself is allowed. */
    readonly inclusive?: boolean | undefined;
    /** With `unknown_field`: the names of the fields that exist, with commas between them. */
    readonly fields?: string | undefined;
    /** With `more`: how many problems are not listed. */
    readonly more?: number | undefined;
  };
  /** What is wrong, and how to fix it, in one English sentence; never the value. */
  readonly message: string;
  /** What the field is for, from its schema. */
  readonly description?: string | undefined;
  /** The environment variable that gave the value, or that can give it. */
  readonly variable?: string | undefined;
}

export type ConfigIssueCode =
  | 'required'
  | 'invalid_type'
  | 'not_one_of'
  | 'too_short'
  | 'too_long'
  | 'too_small'
  | 'too_big'
  | 'unknown_field'
  | 'invalid'
  | 'unreadable'
  | 'more'
  | 'custom';

export interface ConnectorErrorFacts {
  readonly code: ErrorCode;
  readonly outcome: FailedOutcome;
  /** What happened, in words that contain no secret and nothing personal. */
  readonly detail?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly issues?: readonly ConfigIssue[] | undefined;
  readonly attempts?: readonly Attempt[] | undefined;
  readonly provider: ProviderFacts;
}

/** What the provider said, without secrets or personal data. */
export interface ProviderFacts {
  /** The connector's id. */
  readonly id: string;
  /** The provider's own error code. */
  readonly code?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** The provider's id of the request, for its support. */
  readonly requestId?: string | undefined;
  /** The provider's page on this code. */
  readonly docsUrl?: string | undefined;
  /** What to do about this code, in English, if `adviceFor` does not say it. */
  readonly advice?: string | undefined;
  /** Why the connection failed, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
  readonly transportReason?: Open<TransportReason> | undefined;
}

/**
 * The only error that a sender throws. It has no `cause`: the original error may contain credentials, numbers and
 * codes, and is dropped at once.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: Open<ErrorCode>;
  /** `rejected`: certainly not sent. `unknown`: may have been sent; sending again may send twice. */
  readonly outcome: FailedOutcome;
  /** Whether the same message may be sent again later: it may succeed, and was certainly not sent before. */
  readonly retryable: boolean;
  /** How long the provider asks to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** With `invalid_config`: each thing that is wrong. */
  declare readonly issues?: readonly ConfigIssue[];
  /** What a policy tried, in order; absent from a connector's own errors. */
  declare readonly attempts?: readonly Attempt[];
  readonly provider: ProviderFacts;

  constructor(facts: ConnectorErrorFacts) {
    super(messageOf(facts));
    this.code = facts.code;
    this.outcome = facts.outcome;
    this.retryable = facts.outcome === 'rejected' && factsOfErrorCode(facts.code).retryable;
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
    if (facts.issues !== undefined) this.issues = facts.issues;
    if (facts.attempts !== undefined) this.attempts = facts.attempts;
    this.provider = withoutUndefined(facts.provider);
    Object.defineProperty(this, brand, { value: true });
  }

  /** The message is not enumerable, so `JSON.stringify` would leave it out. */
  toJSON(): object {
    return Object.assign({ message: this.message }, this);
  }
}

/** Whether a thrown value is a {@link ConnectorError}, from this copy of the package or another. */
export function isConnectorError(value: unknown): value is ConnectorError {
  try {
    return typeof value === 'object' && value !== null && brand in value;
  } catch {
    // A proxy may throw.
    return false;
  }
}

function messageOf({ code, detail, provider }: ConnectorErrorFacts): string {
  const origin = provider.code === undefined ? '' : ` (the provider’s code ${provider.code})`;
  return `${provider.id}: ${detail ?? factsOfErrorCode(code).meaning}${origin}`;
}

function withoutUndefined(facts: ProviderFacts): ProviderFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as unknown as ProviderFacts;
}
