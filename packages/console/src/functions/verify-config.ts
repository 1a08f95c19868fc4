import {
  adviceFor,
  type ConfigCheck,
  type Connector,
  ConnectorError,
  factsOfErrorCode,
} from '@sms-connectors/core';
import { readGuide } from './guide.ts';
import type { InstalledConnector } from './installed-connectors.ts';
import { failedResult, type SendFailed } from './try-message.ts';

/** What the provider says of a config, without a message being sent. */
export interface VerifyAnswer {
  readonly checks: readonly ExplainedCheck[];
}

export interface ExplainedCheck extends ConfigCheck {
  /** What the code means and what to do, in English. */
  readonly meaning?: string | undefined;
  readonly advice?: string | undefined;
}

/** Asks the provider about the config; nothing is sent. */
export async function verifyConfig(connector: Connector): Promise<VerifyAnswer | SendFailed> {
  try {
    const checks = await connector.verifyConfig?.();
    if (checks === undefined) throw unverifiable(connector);
    return { checks: checks.map(explained) };
  } catch (error) {
    return failedResult(error, connector.id, 0);
  }
}

/** Whether a connector can ask its provider; only one that is made tells, so its guide's example makes one. */
export async function canVerify({
  factory,
  folder,
}: Pick<InstalledConnector, 'factory' | 'folder'>): Promise<boolean> {
  const guide = await readGuide(folder, 'en');
  try {
    return factory(guide?.example).verifyConfig !== undefined;
  } catch {
    return false;
  }
}

function explained(check: ConfigCheck): ExplainedCheck {
  const { code } = check;
  if (code === undefined) return check;
  const { meaning } = factsOfErrorCode(code);
  return { ...check, meaning, advice: adviceFor(code, 'rejected') };
}

function unverifiable({ id }: Connector): ConnectorError {
  const detail = 'has no account to ask about.';
  return new ConnectorError({
    code: 'invalid_config',
    outcome: 'rejected',
    detail,
    provider: { id },
  });
}
