import type { FailedOutcome } from '../contract.ts';
import { type ErrorCode, isRetryable, meanings } from './error-codes.ts';

// A registered symbol, so that an error made by another copy of this package is recognised too.
const brand = Symbol.for('@sms-connectors/core/ConnectorError');

/** One thing that is wrong with a config. */
export interface ConfigIssue {
  /** Where, for example `templates[0].content`. */
  readonly path: string;
  /** What, and how to mend it; never the value. */
  readonly message: string;
}

export interface ConnectorErrorFacts {
  readonly code: ErrorCode;
  readonly outcome: FailedOutcome;
  /** What happened, in words that hold no secret and nothing personal. */
  readonly detail?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly issues?: readonly ConfigIssue[] | undefined;
  readonly provider: ProviderFacts;
}

/** What the provider said, as far as it can be told without telling on anybody. */
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
}

/**
 * The only error that a connector throws. It carries no `cause`: what lies beneath may hold credentials,
 * numbers and codes, and is dropped where it is caught.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: ErrorCode;
  /** `rejected`: certainly not sent. `unknown`: may have been sent; sending again may send twice. */
  readonly outcome: FailedOutcome;
  /** Whether the same message may be sent again later: it may succeed, and was certainly not sent before. */
  readonly retryable: boolean;
  /** How long the provider asks to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** With `invalid_config`: each thing that is wrong. */
  declare readonly issues?: readonly ConfigIssue[];
  readonly provider: ProviderFacts;

  constructor(facts: ConnectorErrorFacts) {
    super(messageOf(facts));
    this.code = facts.code;
    this.outcome = facts.outcome;
    this.retryable = facts.outcome === 'rejected' && isRetryable(facts.code);
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
    if (facts.issues !== undefined) this.issues = facts.issues;
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
  return typeof value === 'object' && value !== null && brand in value;
}

function messageOf({ code, detail, provider }: ConnectorErrorFacts): string {
  const origin = provider.code === undefined ? '' : ` (the provider’s code ${provider.code})`;
  return `${provider.id}: ${detail ?? meanings[code]}${origin}`;
}

function withoutUndefined(facts: ProviderFacts): ProviderFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as unknown as ProviderFacts;
}
