import type { Sender } from '@sms-connectors/core';

/** The same sender under another name, for example if an application uses two accounts of one provider. */
export function named(id: string, sender: Sender): Sender {
  return { id, send: sender.send };
}
