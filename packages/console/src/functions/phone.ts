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

/** An inbox that a connector keeps, as the mock does. */
interface ConnectorInbox {
  readonly list: () => Promise<readonly PhoneMessage[]>;
}

/** The inbox of a connector that has one. */
export function inboxOf(connector: Connector): ConnectorInbox | undefined {
  return connector.inbox;
}

export function emulatedOnPhone({ messageId, to, from, text, at }: EmulatedMessage): PhoneMessage {
  return { messageId, to, from, text, at: at.toISOString() };
}

/** Each message once, oldest first, and no more than a person scrolls through. */
export function onPhone(messages: readonly PhoneMessage[], most = 200): readonly PhoneMessage[] {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  return [...byId.values()].toSorted((a, b) => a.at.localeCompare(b.at)).slice(-most);
}
