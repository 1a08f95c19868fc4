import type { Message, ParseRecipient } from '@sms-connectors/core';
import { refusal } from './settle.ts';

/** The recipient in E.164. @throws `ConnectorError` `invalid_recipient` */
export function readRecipient(
  policy: string,
  message: Pick<Message, 'to'>,
  parseRecipient: ParseRecipient,
): string {
  const parsed = parse(message, parseRecipient);
  if ('e164' in parsed) return parsed.e164;
  throw refusal(policy, 'invalid_recipient', `the recipient ${parsed.problem}.`);
}

// A message may have getters that throw, and what they throw may contain anything.
function parse(
  message: Pick<Message, 'to'>,
  parseRecipient: ParseRecipient,
): ReturnType<ParseRecipient> {
  try {
    return parseRecipient(message.to);
  } catch {
    return { problem: 'could not be read' };
  }
}
