/** A language tag such as `fr` or `pt-PT`; `pt` is Brazilian. */
export type Language = string;

/** Whether a text is a language tag, and so a safe part of a file's name. */
export function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text)[0] === text;
  } catch {
    return false;
  }
}
