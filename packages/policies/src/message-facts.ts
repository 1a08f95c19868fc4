import { type Message, parseRecipient, usageTypes } from '@sms-connectors/core';
import { countryOf } from './route/country-of.ts';

/** What events and spans say about a message; nothing personal. */
export interface MessageFacts {
  readonly usageType: string;
  readonly country?: string | undefined;
}

/** Reads a message that may contain anything: getters that throw, a usage type that is none. */
export function factsOf(message: Message): MessageFacts {
  try {
    const usageType = usageTypes.find((known) => known === message.usageType) ?? 'unknown';
    const recipient = parseRecipient(message.to);
    return { usageType, country: 'e164' in recipient ? countryOf(recipient.e164) : undefined };
  } catch {
    return { usageType: 'unknown' };
  }
}
