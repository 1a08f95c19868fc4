import { gsm7Replacement } from './gsm7-replacement.ts';
import { septetsOf } from './gsm7.ts';

/** A character that made a text UCS-2. */
export interface Ucs2Character {
  readonly character: string;
  /** Where it first stands, in UTF-16 code units. */
  readonly index: number;
  /** How often it stands in the text. */
  readonly count: number;
  /** GSM-7 text that would do in its place; absent where none would. */
  readonly replacement?: string | undefined;
}

/** The characters that make a text UCS-2, each once, with the GSM-7 text that would do. */
export function ucs2Characters(text: string): readonly Ucs2Character[] {
  const found = new Map<string, { index: number; count: number }>();
  let index = 0;
  for (const character of text) {
    if (character.length > 1 || septetsOf(character.charCodeAt(0)) === 0) {
      const known = found.get(character);
      if (known === undefined) found.set(character, { index, count: 1 });
      else known.count += 1;
    }
    index += character.length;
  }
  return [...found].map(([character, place]) => {
    const replacement = gsm7Replacement(character);
    return { character, ...place, ...(replacement !== undefined && { replacement }) };
  });
}
