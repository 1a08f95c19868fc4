/** Marks an English sentence for the catalogues; the page translates it when it shows it. */
export function sentence<const Sentence extends string>(english: Sentence): Sentence {
  return english;
}
