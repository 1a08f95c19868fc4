import { type ConfigIssue, parseRecipient } from '@sms-connectors/core';

/** A number whose code is fixed, and that never gets a message: for app reviews and end-to-end tests. */
export interface TestRecipient {
  /** Its code: as many digits as the settings say. */
  readonly code: string;
  /** Until when, as a `Date` or in ISO 8601; required in production, and at most a year ahead. */
  readonly until?: Date | string | undefined;
}

/** The fixed code of a number, as long as it has one. */
export type FindTestCode = (e164: string, now: number) => string | undefined;

const longestMs = 366 * 86_400_000;

/** Reads the test recipients, or says what is wrong with them. */
export function readTestRecipients(
  given: unknown,
  { digits, isProduction, now }: { digits: number; isProduction: boolean; now: number },
): { readonly find: FindTestCode } | { readonly issues: readonly ConfigIssue[] } {
  const codes = new Map<string, { readonly code: string; readonly until: number }>();
  const issues: ConfigIssue[] = [];
  for (const [number, value] of Object.entries(Object(given ?? {}) as object)) {
    const { code, until } = Object(value) as Partial<TestRecipient>;
    const issue = (message: string, ...keys: readonly string[]): void => {
      const path = ['testRecipients', number, ...keys];
      issues.push({ path: path.join('.'), keys: path, code: 'custom', parameters: {}, message });
    };
    const recipient = parseRecipient(number);
    if (!('e164' in recipient)) issue(`The number ${recipient.problem}.`);
    if (typeof code !== 'string' || !/^\d+$/.test(code) || code.length !== digits) {
      issue(`Must be a text of ${digits} digits.`, 'code');
      continue;
    }
    const end = until === undefined ? Infinity : new Date(until).getTime();
    if (Number.isNaN(end)) issue('Must be a date, or a text in ISO 8601.', 'until');
    if (isProduction && until === undefined) {
      issue('Required in production: the last day on which this number has a fixed code.', 'until');
    }
    if (end !== Infinity && end - now > longestMs) issue('Must be at most a year ahead.', 'until');
    if ('e164' in recipient) codes.set(recipient.e164, { code, until: end });
  }
  if (issues.length > 0) return { issues };
  return {
    find: (e164, at) => {
      const known = codes.get(e164);
      return known !== undefined && at < known.until ? known.code : undefined;
    },
  };
}

/** Whether this process must be taken for one that serves users: unless `NODE_ENV` says that it does not. */
export function isProductionProcess(): boolean {
  const environment = globalThis.process?.env?.['NODE_ENV'];
  return environment !== 'development' && environment !== 'test';
}
