import { ConnectorType, type CreateConnector, type SmsConnector } from '@logto/connector-kit';
import { type AdapterOptions, type ConnectorError, tell, trySend } from '@sms-connectors/core';
import { configGuardOf } from './config-guard.ts';
import { logtoErrorOf } from './logto-error.ts';
import { messageOf } from './message.ts';
import { openSenders } from './open-senders.ts';
import type { SenderSource } from './sender-source.ts';

/** How messages are sent. By default, `onError` prints, and the deadline is the sender's. */
export type LogtoOptions = Omit<AdapterOptions, 'sender'>;

/**
 * The function that Logto's loader looks for. Logto calls it for each message, so what is expensive is kept outside.
 * A code that may have been sent must work, so only a message that was certainly not sent is an error.
 */
export function createLogtoConnector(
  source: SenderSource,
  { timeoutMs, onEvent, onError = printError }: LogtoOptions,
): CreateConnector<SmsConnector> {
  const { metadata } = source;
  const configGuard = configGuardOf(source);
  const senderFor = openSenders(source, configGuard);
  return async ({ getConfig }) => ({
    type: ConnectorType.Sms,
    metadata,
    configGuard,
    sendMessage: async (data, unsavedConfig) => {
      const config = unsavedConfig ?? (await getConfig(metadata.id));
      const message = messageOf(data);
      const result = await trySend(senderFor(config), message, { timeoutMs, onEvent });
      if (result.ok) return result.receipt;
      tell(onError, result.error);
      if (result.error.outcome === 'rejected') throw logtoErrorOf(result.error, message.locale);
      return result.error.toJSON();
    },
  });
}

function printError(error: ConnectorError): void {
  console.error(JSON.stringify(error));
}
