import {
  adviceFor,
  type ConfigCheck,
  type Connector,
  ConnectorError,
  factsOfErrorCode,
} from '@sms-connectors/core';
import { readGuide } from './guide.ts';
import type { InstalledConnector } from './installed-connectors.ts';
import { failedResult, type TryFailed } from './try-message.ts';

/** The provider's answer about a config. No message was sent. */
export interface VerifyAnswer {
  readonly checks: readonly ExplainedCheck[];
}

export interface ExplainedCheck extends ConfigCheck {
  /** What the code means and what to do, in English. */
  readonly meaning?: string | undefined;
  readonly advice?: string | undefined;
}

/** Asks the provider to check the config. Sends no message. */
export async function verifyConfig(connector: Connector): Promise<VerifyAnswer | TryFailed> {
  try {
    const checks = await connector.verifyConfig?.();
    if (checks === undefined) throw unverifiable(connector);
    return { checks: checks.map(explained) };
  } catch (error) {
    return failedResult(error, connector.id, 0);
  }
}

/** Whether a connector can ask its provider. Only an instance shows it, so the guide's example config makes one. */
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
  const detail = 'cannot check a config online.';
  return new ConnectorError({
    code: 'invalid_config',
    outcome: 'rejected',
    detail,
    provider: { id },
  });
}
