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

// A message may have getters that throw, and what they throw may contain anything. A parser may return anything.
function parse(
  message: Pick<Message, 'to'>,
  parseRecipient: ParseRecipient,
): ReturnType<ParseRecipient> {
  try {
    const parsed = parseRecipient(message.to);
    if ('e164' in parsed || 'problem' in parsed) return parsed;
  } catch {
    // The same as a recipient of which nothing is known.
  }
  return { problem: 'could not be read' };
}
