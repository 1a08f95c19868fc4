export type SentenceValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** Marks an English sentence for the catalogues; the page translates it when it shows it. */
export function sentence<const Sentence extends string>(english: Sentence): Sentence {
  return english;
}

/** Fills in a sentence's `{placeholders}`. */
export function filled(text: string, values: SentenceValues = {}): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
