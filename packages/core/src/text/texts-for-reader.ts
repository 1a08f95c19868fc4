import { type Language, readLanguage } from './language-tag.ts';
import { matchLanguage } from './match-language.ts';
import { readerLanguages } from './reader-languages.ts';

/** Texts in the language that fits a reader. */
export interface TextsInLanguage<Texts> {
  /** The language tag of the texts. */
  readonly language: string;
  readonly texts: Texts;
}

/**
 * Makes the function that chooses among the translations of one set of texts. Its locale is the reader’s language tag or
 * `Accept-Language` header; the texts are English if no translation matches it.
 */
export function textsForReaders<Texts>(
  english: Texts,
  translations: Readonly<Record<string, Texts>>,
): (locale: string | null | undefined) => TextsInLanguage<Texts> {
  const byLanguage: ReadonlyMap<string, Texts> = new Map([
    ['en', english],
    ...Object.entries(translations),
  ]);
  const inLanguage = (language: string): TextsInLanguage<Texts> | undefined => {
    const texts = byLanguage.get(language);
    return texts && { language, texts };
  };
  let available: readonly Language[] | undefined;
  return (locale) => {
    const wanted = locale ?? '';
    const known = inLanguage(wanted === '' ? 'en' : wanted);
    if (known !== undefined) return known;
    // Not before it is needed: Intl takes milliseconds to load what it knows of languages.
    available ??= [...byLanguage.keys()].flatMap((tag) => readLanguage(tag) ?? []);
    const match = matchLanguage(readerLanguages(wanted), available);
    return (match && inLanguage(match.name)) ?? { language: 'en', texts: english };
  };
}
