import type { ConfigCheck } from '@sms-connectors/core';
import { sentence } from './sentence.ts';

/** English labels for what a provider checks and for the result. */
export const checkWords = {
  subject: {
    credentials: sentence('Credentials'),
    sender: sentence('Sender'),
    balance: sentence('Balance'),
    sandbox: sentence('Trial account'),
  },
  result: {
    ok: sentence('OK'),
    failed: sentence('Problem'),
    unknown: sentence('No answer'),
  },
} as const satisfies {
  readonly subject: Readonly<Record<string, string>>;
  readonly result: Record<ConfigCheck['result'], string>;
};

/** The name of what a check is about; that of a subject from a newer version of core is its own word. */
export function subjectWords(subject: ConfigCheck['subject']): string {
  return (
    Object.entries<string>(checkWords.subject).find(([known]) => known === subject)?.[1] ?? subject
  );
}
