/**
 * How results are ordered: the words of readers and titles before the text, and the title of a page before that of a
 * section with the same name.
 */
export const ranking = {
  termFrequency: 0.2,
  termSimilarity: 3,
  pageLength: 0.1,
  metaWeights: { title: 6, words: 18, page: 8, trail: 1, code: 2, cause: 4 },
} as const;
