/**
 * The languages in which the default template is translated for SMS. With any other, Twilio answers 404 and sends
 * nothing.
 * @see https://www.twilio.com/docs/verify/supported-languages#verify-language-support
 */
const translated: ReadonlySet<string> = new Set(
  `af ar ca cs da de el en es et fi fr he hi hr hu id it ja kn ko lt ms mr nb nl pl pt pt-BR ro ru sk sv te th tl tr uk
  vi zh zh-CN zh-HK`.split(/\s+/),
);

/**
 * The reader's language as Twilio names it, or `undefined` if the default template is not translated into it: Twilio
 * then chooses the language by the country of the number.
 */
export function translatedLocale(tag: string | null | undefined): string | undefined {
  const locale = readTag(tag);
  if (locale === undefined) return undefined;
  const { language, region, script } = locale;
  if (script !== undefined) return undefined;
  const exact = region === undefined ? language : `${language}-${region}`;
  if (translated.has(exact)) return exact;
  // The Chinese of another region may have another script.
  return language !== 'zh' && translated.has(language) ? language : undefined;
}

function readTag(tag: string | null | undefined): Intl.Locale | undefined {
  try {
    return typeof tag === 'string' ? new Intl.Locale(tag) : undefined;
  } catch {
    return undefined;
  }
}
