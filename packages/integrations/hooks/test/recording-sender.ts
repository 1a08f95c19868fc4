import type { Message, Sender } from '@sms-connectors/core';

/** A sender that accepts every message, and keeps it. */
export function recordingSender(): { readonly sender: Sender; readonly sent: readonly Message[] } {
  const sent: Message[] = [];
  const send = async (message: Message) => {
    sent.push(message);
    return { messageId: 'M1', status: 'queued', provider: { id: 'recording' } };
  };
  return { sender: { id: 'recording', send }, sent };
}
