import type { SmsConnector } from '@logto/connector-kit';
import { type ConfigIssue, isConnectorError } from '@sms-connectors/core';
import { z } from 'zod';
import type { SenderSource } from './sender-source.ts';

/** The guard with which Logto checks a config before it saves it: opens a sender, and closes it at once. */
export function configGuardOf({ open }: SenderSource): SmsConnector['configGuard'] {
  return z.record(z.unknown()).superRefine((config, context) => {
    for (const { keys, message } of issuesOf(open, config)) {
      context.addIssue({ code: 'custom', path: [...keys], message });
    }
  });
}

function issuesOf(
  open: SenderSource['open'],
  config: unknown,
): readonly Pick<ConfigIssue, 'keys' | 'message'>[] {
  try {
    void open(config).close();
    return [];
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    return error.issues ?? [{ keys: [], message: error.message }];
  }
}
