import { distance } from 'fastest-levenshtein';

/** A question that names the word that was probably meant, or an empty text if none is close. */
export function suggestion(word: string, words: readonly string[]): string {
  const [best] = words
    .map((each) => ({ each, edits: distance(word.toLowerCase(), each.toLowerCase()) }))
    .toSorted((one, other) => one.edits - other.edits);
  const isClose = best !== undefined && best.edits <= Math.max(1, word.length * 0.4);
  return isClose ? ` Did you mean ${best.each}?` : '';
}
