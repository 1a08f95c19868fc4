import { endUserText, textsForReaders } from '@sms-connectors/core/end-user-texts';
import type { VerificationResult } from '../verifications.ts';
import { englishEndUserTexts } from './english-end-user-texts.ts';
import { translatedEndUserTexts } from './end-user-texts/index.ts';
import { timeFromNow } from './time-from-now.ts';

const textsFor = textsForReaders(englishEndUserTexts, translatedEndUserTexts);

/**
 * What to show to the person about a result. `locale` is the person’s language tag or `Accept-Language` header; the text
 * is English if no translation matches it.
 */
export function verificationText(result: VerificationResult, locale?: string | null): string {
  const { language, texts } = textsFor(locale);
  switch (result.status) {
    case 'started':
    case 'resent':
      if (result.outcome === 'unknown') return mayArrive(locale);
      if (result.outcome === 'hidden') return texts.hidden[result.status];
      break;
    case 'rejected':
      return endUserText({ code: result.code, outcome: 'rejected' }, locale);
    case 'limited':
      return filled(texts.limited, { when: timeFromNow(result.retryAt, language) });
    case 'too_early':
      return filled(texts.too_early, { when: timeFromNow(result.resendAt, language) });
    case 'wrong':
      return wrong(texts.wrong, result.attemptsLeft, language);
    case 'too_many':
    case 'approved':
    case 'expired':
    case 'locked':
    case 'used':
    case 'not_found':
    case 'canceled':
  }
  return texts[result.status];
}

function mayArrive(locale: string | null | undefined): string {
  return endUserText({ code: 'unclassified', outcome: 'unknown' }, locale);
}

function wrong(
  { one, other }: { readonly one: string; readonly other: string },
  attemptsLeft: number,
  language: string,
): string {
  const text = new Intl.PluralRules(language).select(attemptsLeft) === 'one' ? one : other;
  return filled(text, { attempts: new Intl.NumberFormat(language).format(attemptsLeft) });
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
