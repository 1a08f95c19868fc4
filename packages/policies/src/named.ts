import type { Sender } from '@sms-connectors/core';
import { assertSenders } from './settings.ts';

/**
 * The same sender under another name, for example if an application uses two accounts of one provider.
 * @throws `ConnectorError` `invalid_config`
 */
export function named(id: string, sender: Sender): Sender {
  assertSenders(id, { sender });
  return { id, send: (message, options) => sender.send(message, options) };
}
