import type { Connector } from '@sms-connectors/core';
import type { EmulatedMessage } from '@sms-connectors/core/testing';

/** A message as a phone shows it. */
export interface PhoneMessage {
  readonly messageId: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** When it arrived, as ISO 8601. */
  readonly at: string;
}

/** The inbox of a connector that has one, such as the mock. */
interface ConnectorInbox {
  readonly list: () => Promise<readonly PhoneMessage[]>;
}

/** Returns a connector's inbox, if it has one. */
export function inboxOf(connector: Connector): ConnectorInbox | undefined {
  return connector.inbox;
}

export function emulatedOnPhone({ messageId, to, from, text, at }: EmulatedMessage): PhoneMessage {
  return { messageId, to, from, text, at: at.toISOString() };
}

/** Deduplicates messages, sorts them oldest first and limits their number. */
export function onPhone(messages: readonly PhoneMessage[], most = 200): readonly PhoneMessage[] {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  return [...byId.values()].toSorted((a, b) => a.at.localeCompare(b.at)).slice(-most);
}
