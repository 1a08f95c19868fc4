import { translate } from '@docusaurus/Translate';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { landingStrings } from './strings.ts';

export type LandingString = keyof typeof landingStrings;

/** The front page's words in the reader's language. */
export function say(name: LandingString, values?: Readonly<Record<string, string>>): string {
  const message: string = landingStrings[name];
  return translate({ message }, values);
}

/** Formats a number as the reader's language does; it stays on one line with its unit. */
export function useFormat(): (value: number, options?: Intl.NumberFormatOptions) => string {
  const { i18n } = useDocusaurusContext();
  return (value, options) =>
    new Intl.NumberFormat(i18n.currentLocale, { maximumFractionDigits: 0, ...options })
      .format(value)
      .replaceAll(' ', '\u00A0');
}
