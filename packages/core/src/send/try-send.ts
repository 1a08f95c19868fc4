import type { Message, Receipt, Sender, SendOptions } from '../contract.ts';
import { ConnectorError, isConnectorError } from '../errors/connector-error.ts';

export type SendResult =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly error: ConnectorError };

/** Sends a message with any sender and returns the error instead of throwing it. */
export async function trySend(
  sender: Sender,
  message: Message,
  options?: SendOptions,
): Promise<SendResult> {
  try {
    return { ok: true, receipt: await sender.send(message, options) };
  } catch (error) {
    return { ok: false, error: isConnectorError(error) ? error : unclassified(sender) };
  }
}

// Another error breaks the contract, and may contain anything.
function unclassified(sender: Sender): ConnectorError {
  const provider = { id: idOf(sender) };
  const detail = 'the sender failed without saying whether the message was sent.';
  return new ConnectorError({ code: 'unclassified', outcome: 'unknown', detail, provider });
}

function idOf(sender: Sender): string {
  try {
    return sender.id;
  } catch {
    return 'sender';
  }
}
