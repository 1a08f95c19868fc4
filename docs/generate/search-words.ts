import type { PlainWords } from '@sms-connectors/docs';
import { searchWords } from '../src/search-words.ts';
import type { SiteFacts } from './site-facts.ts';

/** Words that lead to a section, in one language and in English: those of readers, and names. */
export function searchWordsIn(
  { connectors }: SiteFacts,
  words: PlainWords,
): Readonly<Record<string, string>> {
  const ofReaders = Object.entries(searchWords).map(([address, english]) => [
    address,
    [...new Set([english, words.of(english)])].join(', '),
  ]);
  const names = (connectors['en'] ?? []).map(({ id, name }, _, all) => [
    `/integrations/${id}/`,
    ownWords(name, all),
  ]);
  return Object.fromEntries([...ofReaders, ...names]) as Readonly<Record<string, string>>;
}

/** The words of a name without another name: “Twilio” leads to Twilio, not to Twilio Verify. */
function ownWords(name: string, all: readonly { readonly name: string }[]): string {
  const others = new Set(all.map((other) => other.name).filter((other) => other !== name));
  return name
    .split(' ')
    .filter((word) => !others.has(word))
    .join(' ');
}
