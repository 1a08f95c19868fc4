import type { ConfigCheck } from '@sms-connectors/core';
import { sentence } from './sentence.ts';

/** What a provider is asked about, and what it says, in English. */
export const checkWords = {
  subject: {
    credentials: sentence('Credentials'),
    sender: sentence('Sender'),
    balance: sentence('Balance'),
    sandbox: sentence('Trial account'),
  },
  result: {
    ok: sentence('In order'),
    failed: sentence('Problem'),
    unknown: sentence('Not told'),
  },
} as const satisfies {
  readonly subject: Record<ConfigCheck['subject'], string>;
  readonly result: Record<ConfigCheck['result'], string>;
};
