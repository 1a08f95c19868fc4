import { type Language, readLanguage } from './language-tag.ts';

const maxRanges = 20;

/**
 * The languages that a reader prefers, best first: of one tag, or of a whole `Accept-Language` header
 * (https://www.rfc-editor.org/rfc/rfc9110#name-accept-language). Whatever names no language is left out.
 */
export function readerLanguages(locale: string): readonly Language[] {
  return locale
    .split(',', maxRanges)
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';');
      return { tag, quality: qualityOf(parameters) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .flatMap(({ tag }) => readLanguage(tag) ?? []);
}

function qualityOf(parameters: readonly string[]): number {
  const quality = parameters.map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(parameter)?.[1]);
  const value = Number(quality.find((found) => found !== undefined) ?? 1);
  return Number.isNaN(value) ? 1 : value;
}
