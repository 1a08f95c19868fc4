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
  readonly subject: Record<ConfigCheck['subject'], string>;
  readonly result: Record<ConfigCheck['result'], string>;
};
