import type { InboxMessage } from '@sms-connectors/core';
import type { EmulatedMessage } from '@sms-connectors/core/testing';

export function emulatedOnPhone({ messageId, to, from, text, at }: EmulatedMessage): InboxMessage {
  return { messageId, to, from, text, at: at.toISOString() };
}

/** Deduplicates messages, sorts them oldest first and limits their number. */
export function onPhone(messages: readonly InboxMessage[], most = 200): readonly InboxMessage[] {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  return [...byId.values()].toSorted((a, b) => a.at.localeCompare(b.at)).slice(-most);
}
