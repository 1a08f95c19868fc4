import type { Translate } from './translate.tsx';

/** A route's key in words: a country's name, a prefix, or all other numbers. */
export function routeName(key: string, language: string, t: Translate): string {
  if (key === 'default') return t('All other numbers');
  if (key.startsWith('+')) return t('Numbers that start with {prefix}', { prefix: key });
  const name = countryName(key, language);
  return name === undefined ? key : `${name} (${key})`;
}

export function countryName(code: string, language: string): string | undefined {
  try {
    return new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code);
  } catch {
    return undefined;
  }
}

/** The key of a route from what was typed or chosen: `France (FR)`, `fr` or `+1 787`. */
export function routeKey(typed: string, allOthers: string): string {
  const text = typed.trim();
  if (text === allOthers || text.toLowerCase() === 'default') return 'default';
  const [, chosen] = /\(([A-Z]{2})\)$/.exec(text) ?? [];
  if (chosen !== undefined) return chosen;
  if (text.startsWith('+')) return text.replaceAll(/[\s().-]/g, '');
  return text.length === 2 ? text.toUpperCase() : text;
}
