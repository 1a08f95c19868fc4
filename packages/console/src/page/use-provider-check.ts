import type { ConfigIssue } from '@sms-connectors/core';
import { useState } from 'react';
import type { TryFailed } from '../functions/try-message.ts';
import type { VerifyAnswer } from '../functions/verify-config.ts';
import { bodyOf, client } from './client.ts';
import type { Config } from './document-api.ts';

interface ProviderCheck {
  /** `away`: the console itself did not respond. Absent until the provider is asked about the config as it is now. */
  readonly answer: VerifyAnswer | TryFailed | 'away' | undefined;
  /** What the provider refuses, by field. */
  readonly issues: readonly ConfigIssue[];
  readonly isAsking: boolean;
  readonly ask: () => Promise<void>;
}

/** Asks the provider about a config. Its answer is forgotten as soon as the config changes. */
export function useProviderCheck(id: string, config: Config): ProviderCheck {
  const [said, setSaid] = useState<{
    readonly config: Config;
    readonly answer: NonNullable<ProviderCheck['answer']>;
  }>();
  const [isAsking, setAsking] = useState(false);
  const ask = async (): Promise<void> => {
    setAsking(true);
    setSaid({ config, answer: await verify(id, config) });
    setAsking(false);
  };
  const answer =
    said !== undefined && JSON.stringify(said.config) === JSON.stringify(config)
      ? said.answer
      : undefined;
  return { answer, issues: issuesOf(answer), isAsking, ask };
}

async function verify(id: string, config: Config) {
  try {
    const json = { config: { ...config } };
    return await bodyOf(client.connectors[':id'].verify.$post({ param: { id }, json }));
  } catch {
    return 'away';
  }
}

function issuesOf(answer: ProviderCheck['answer']): readonly ConfigIssue[] {
  if (typeof answer !== 'object' || !('checks' in answer)) return [];
  return answer.checks.flatMap(({ result, field, meaning }) =>
    result !== 'failed' || field === undefined || meaning === undefined
      ? []
      : [{ path: field, keys: [field], code: 'custom', parameters: {}, message: meaning }],
  );
}
