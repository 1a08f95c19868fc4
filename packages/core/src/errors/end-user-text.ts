import { type Language, readLanguage } from '../text/language-tag.ts';
import { matchLanguage } from '../text/match-language.ts';
import { readerLanguages } from '../text/reader-languages.ts';
import type { ConnectorError } from './connector-error.ts';
import { translatedEndUserTexts } from './end-user-texts/index.ts';
import { englishEndUserTexts, type EndUserTexts } from './english-end-user-texts.ts';
import { isErrorCode } from './error-codes.ts';

const textsByLanguage: ReadonlyMap<string, EndUserTexts> = new Map([
  ['en', englishEndUserTexts],
  ...Object.entries(translatedEndUserTexts),
]);

/**
 * What to show to the person who waits for a code. `locale` is the person’s language tag or `Accept-Language` header;
 * the text is English if no translation matches it.
 */
export function endUserText(
  { code, outcome }: Pick<ConnectorError, 'code' | 'outcome'>,
  locale?: string | null,
): string {
  const { byCode, unknownOutcome } = textsFor(locale ?? '');
  if (outcome === 'unknown') return unknownOutcome;
  return byCode[isErrorCode(code) ? code : 'unclassified'];
}

let available: readonly Language[] | undefined;

function textsFor(locale: string): EndUserTexts {
  if (locale === '') return englishEndUserTexts;
  const known = textsByLanguage.get(locale);
  if (known !== undefined) return known;
  // Not before it is needed: Intl takes milliseconds to load what it knows of languages.
  available ??= [...textsByLanguage.keys()].flatMap((tag) => readLanguage(tag) ?? []);
  const language = matchLanguage(readerLanguages(locale), available);
  return (language && textsByLanguage.get(language.name)) ?? englishEndUserTexts;
}
