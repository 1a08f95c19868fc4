import type { Message, Receipt, Sender, SendOptions } from '../contract.ts';
import { ConnectorError, isConnectorError } from '../errors/connector-error.ts';
import { isTimeout } from '../http/limits.ts';

export type SendResult =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly error: ConnectorError };

// Longer than any connector takes that has its own default.
const longestMs = 30_000;
// How long a sender may take to end a send by itself: it knows whether the message was sent.
const graceMs = 250;

/**
 * Sends a message with any sender and returns the error instead of throwing it. Does not wait for a sender that ends the
 * send neither within `timeoutMs` nor shortly after; without `timeoutMs`, within 30 seconds.
 */
export async function trySend(
  sender: Sender,
  message: Message,
  options?: SendOptions,
): Promise<SendResult> {
  const timeoutMs = timeoutOf(options);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const overdue = new Promise<SendResult>((resolve) => {
    const giveUp = (): void => resolve({ ok: false, error: timedOut(sender) });
    timer = setTimeout(giveUp, Math.min(timeoutMs + graceMs, longestTimerMs));
  });
  try {
    return await Promise.race([resultOf(sender, message, options), overdue]);
  } finally {
    clearTimeout(timer);
  }
}

const longestTimerMs = 2 ** 31 - 1;

// Options may have getters that throw; the sender says what is wrong with them.
function timeoutOf(options: SendOptions | undefined): number {
  try {
    const timeoutMs = options?.timeoutMs;
    return isTimeout(timeoutMs) ? timeoutMs : longestMs;
  } catch {
    return longestMs;
  }
}

async function resultOf(
  sender: Sender,
  message: Message,
  options: SendOptions | undefined,
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

function timedOut(sender: Sender): ConnectorError {
  const provider = { id: idOf(sender) };
  const detail = 'the sender did not end the send in time; the message may have been sent.';
  return new ConnectorError({ code: 'timeout', outcome: 'unknown', detail, provider });
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
