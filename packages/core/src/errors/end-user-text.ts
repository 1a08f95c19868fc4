import { textsForReaders } from '../text/texts-for-reader.ts';
import type { ConnectorError } from './connector-error.ts';
import { translatedEndUserTexts } from './end-user-texts/index.ts';
import { englishEndUserTexts } from './english-end-user-texts.ts';
import { isErrorCode } from './error-codes.ts';

export { type TextsInLanguage, textsForReaders } from '../text/texts-for-reader.ts';

const textsFor = textsForReaders(englishEndUserTexts, translatedEndUserTexts);

/**
 * What to show to the person who waits for a code. `locale` is the person’s language tag or `Accept-Language` header;
 * the text is English if no translation matches it.
 */
export function endUserText(
  { code, outcome }: Pick<ConnectorError, 'code' | 'outcome'>,
  locale?: string | null,
): string {
  const { byCode, unknownOutcome } = textsFor(locale).texts;
  if (outcome === 'unknown') return unknownOutcome;
  return byCode[isErrorCode(code) ? code : 'unclassified'];
}
