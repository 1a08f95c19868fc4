import type { ConfigIssue } from '@sms-connectors/core';
import { useState } from 'react';
import type { ConfigReport } from '../functions/check-config.ts';
import { valueAt } from '../functions/paths.ts';
import type { Config } from './document-api.ts';
import { useCheck } from './use-check.ts';
import type { EditedConfig } from './use-config.ts';

interface Problems {
  readonly check: ConfigReport | undefined;
  readonly problems: readonly ConfigIssue[];
  /** How often saving was refused because of them. */
  readonly refusals: number;
  readonly refuse: () => void;
}

/**
 * Checks each field as it is filled in. What is still empty is no problem until the user wants to save, unless the config
 * was saved before.
 */
export function useProblems(id: string, { config, document }: EditedConfig): Problems {
  const check = useCheck(id, config);
  const [refusals, setRefusals] = useState(0);
  const isWhole = refusals > 0 || document?.savedAt !== undefined;
  return {
    check,
    problems: (check?.issues ?? []).filter(({ keys }) => isWhole || isFilled(config ?? {}, keys)),
    refusals,
    refuse: () => setRefusals((count) => count + 1),
  };
}

function isFilled(config: Config, keys: ConfigIssue['keys']): boolean {
  return keys.length > 0 && valueAt(config, keys.map(String)) !== undefined;
}
