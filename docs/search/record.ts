import { cellSeparator, type Section } from './sections.ts';

/** Words of readers for a section, by its address: `/gateway/#repeat-a-request-safely`. */
export type SearchWords = Readonly<Record<string, string>>;

export interface SearchRecord {
  readonly url: string;
  readonly content: string;
  /** Each member has a weight of its own in the search. */
  readonly meta: Readonly<Record<string, string>>;
}

interface Place {
  /** Without the language. */
  readonly address: string;
  readonly url: string;
  readonly words: SearchWords;
  /** Whether another page explains the same codes of a provider. */
  readonly repeatsCodes: boolean;
}

const reference = '/reference/error-codes/';

/** What the search knows about a section, and shows of it. */
export function recordOf(section: Section, place: Place): SearchRecord {
  const { address, url, words, repeatsCodes } = place;
  const { anchor, title, trail, text, depth, isCard } = section;
  const hash = anchor === '' ? '' : `#${anchor}`;
  const readersWords = words[`${address}${hash}`];
  return {
    url: `${url}${hash}`,
    content: text === '' ? title : text,
    meta: {
      title,
      ...(trail.length > 0 && { trail: trail.join(' › ') }),
      ...(readersWords !== undefined && { words: readersWords }),
      ...(depth === 1 && { page: title }),
      // Other pages repeat the codes.
      ...(address === reference && anchor !== '' && { code: title }),
      ...(isCard && !repeatsCodes && { cause: title.split(cellSeparator)[0] ?? '' }),
    },
  };
}
