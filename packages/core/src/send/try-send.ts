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
    const receipt = await sender.send(message, options);
    if (isReceipt(receipt)) return { ok: true, receipt };
    return { ok: false, error: unclassified(sender, 'the sender returned no receipt') };
  } catch (error) {
    if (isConnectorError(error)) return { ok: false, error };
    return { ok: false, error: unclassified(sender, 'the sender failed without a ConnectorError') };
  }
}

function isReceipt(value: Partial<Receipt> | null | undefined): boolean {
  return typeof value?.messageId === 'string' && typeof value.provider?.id === 'string';
}

// Anything else breaks the contract, and may contain anything.
function unclassified(sender: Sender, what: string): ConnectorError {
  const provider = { id: idOf(sender) };
  const detail = `${what}; the message may have been sent.`;
  return new ConnectorError({ code: 'unclassified', outcome: 'unknown', detail, provider });
}

function idOf(sender: Sender): string {
  try {
    return sender.id;
  } catch {
    return 'sender';
  }
}
