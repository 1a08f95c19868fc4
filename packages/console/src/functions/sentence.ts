/** Marks an English sentence for the catalogues; it is translated where it is shown. */
export function sentence<const Sentence extends string>(english: Sentence): Sentence {
  return english;
}
