import assert from 'node:assert/strict';
import type { Connector, Message, Receipt, SendOptions } from '../../contract.ts';
import type { ConnectorError } from '../../errors/connector-error.ts';
import { canaries } from './canaries.ts';
import type { Subject } from './subject.ts';

/** Sends the kit's usual message. */
export function send(
  { payload }: Pick<Subject, 'payload'>,
  connector: Connector,
  overrides: Partial<Message> = {},
  options?: SendOptions,
): Promise<Receipt> {
  return connector.send({ to: canaries.to, usageType: 'SignIn', payload, ...overrides }, options);
}

/** Sends the kit's usual message to a provider that must accept it. */
export async function sendAccepted(
  subject: Pick<Subject, 'payload'>,
  connector: Connector,
  overrides: Partial<Message> = {},
  options?: SendOptions,
): Promise<Receipt> {
  return send(subject, connector, overrides, options).catch((error: unknown) => {
    const { code, provider } = error as ConnectorError;
    const status = provider?.httpStatus === undefined ? '' : `, HTTP ${provider.httpStatus}`;
    return assert.fail(
      `A message that the provider should accept failed with ${code}${status}. The emulator must accept and record it (src/emulator.ts), and classify() must read the message id from its answer (src/connector.ts).`,
    );
  });
}
