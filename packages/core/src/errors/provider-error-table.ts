import type { FailedOutcome } from '../contract.ts';
import type { ErrorCode } from './error-codes.ts';

/** What a provider's code means: a code of ours, or that the message was accepted after all. */
export type ProviderErrorMeaning = ErrorCode | 'accepted';

/** What a provider's code means, if more than a code of ours. */
export interface ProviderErrorDetails {
  readonly code: ErrorCode;
  readonly outcome?: FailedOutcome;
  /** What to do, in English, if the advice for `code` does not say it. */
  readonly advice?: string;
}

/**
 * The account may send only to verified numbers, because it is on trial, in a sandbox or in demo mode. It is about the
 * number, so it does not count against the provider; other providers can reach the number.
 */
export const trialAccount = {
  code: 'unreachable_recipient',
  advice: 'The account is on trial: verify the number with the provider, or upgrade the account.',
} as const satisfies ProviderErrorDetails;

/** One row of a connector's `errorRows`, from which its guide's table is made. */
export interface ErrorRow {
  /** The provider's own code, or what causes the error if there is none. */
  readonly cause: string;
  readonly code: ProviderErrorMeaning;
  /** If the cause decides it. */
  readonly outcome?: FailedOutcome | undefined;
  /** What to do, if the advice for `code` does not say it. */
  readonly advice?: string | undefined;
  /** The provider's page on this row. */
  readonly docsUrl?: string | undefined;
}

export interface ProviderErrorTableDefinition {
  /** The provider's documented codes, and what each means. */
  readonly codes: Readonly<Record<string, ProviderErrorMeaning | ProviderErrorDetails>>;
  /** The form of the provider's codes. A value of another form may be personal data and is never repeated. */
  readonly pattern: RegExp;
  /** The provider's page on a code. */
  readonly docsUrl: (code: string) => string;
  /** The outcome of the codes that do not name their own; by default it depends on the rest of the answer. */
  readonly outcome?: FailedOutcome | undefined;
  /** What a row's cause is called in the guide; by default the code itself. */
  readonly cause?: ((code: string) => string) | undefined;
}

export interface ProviderErrorTable {
  readonly rows: readonly ErrorRow[];
  /**
   * What a code in an answer means, to be spread over what the HTTP status means. A well-formed code that the table
   * lacks has no `code`. Returns `undefined` for a value that is not a code.
   */
  readonly find: (code: unknown) => ProviderErrorFacts | undefined;
}

export interface ProviderErrorFacts {
  readonly code?: ErrorCode;
  readonly outcome?: FailedOutcome;
  /** What to do, in English, if the advice for `code` does not say it. */
  readonly advice?: string;
  /** The table says that this code means success. */
  readonly isAccepted?: true;
  readonly providerCode: string;
  readonly docsUrl: string;
}

/** Declares a provider's error codes once, for answers, delivery reports and the guide. */
export function providerErrorTable({
  codes,
  pattern,
  docsUrl,
  outcome,
  cause = (code) => code,
}: ProviderErrorTableDefinition): ProviderErrorTable {
  const entries = Object.entries(codes).map(([key, meaning]) => {
    const facts = typeof meaning === 'string' ? { code: meaning } : meaning;
    const isDefault = outcome !== undefined && facts.code !== 'accepted';
    return [key, { ...(isDefault && { outcome }), ...facts }] as const;
  });
  const meanings = new Map(entries);
  return {
    rows: entries.map(([key, facts]) => ({ cause: cause(key), ...facts, docsUrl: docsUrl(key) })),
    find: (value) => {
      const key = typeof value === 'number' ? String(value) : value;
      if (typeof key !== 'string' || !pattern.test(key)) return undefined;
      const origin = { providerCode: key, docsUrl: docsUrl(key) };
      const facts = meanings.get(key);
      if (facts === undefined) return origin;
      const { code, ...rest } = facts;
      return code === 'accepted' ? { isAccepted: true, ...origin } : { code, ...rest, ...origin };
    },
  };
}
