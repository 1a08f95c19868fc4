import { callingCodeOf, countryOf } from './country-of.ts';
import { defaultRoute } from './route-keys.ts';

/**
 * Finds the key of the route that serves a number in E.164: the longest prefix that says more than a calling code, then
 * the country, then the calling code (`+1`), then `default`.
 */
export function routeFinder(keys: Iterable<string>): (e164: string) => string | undefined {
  const known = new Set(keys);
  const prefixes = [...known].filter((key) => key.startsWith('+'));
  const hasCountries = known.size > prefixes.length + (known.has(defaultRoute) ? 1 : 0);
  const lengths = [...new Set(prefixes.map(({ length }) => length))].toSorted((a, b) => b - a);

  const longestPrefix = (e164: string, min: number, max: number): string | undefined => {
    for (const length of lengths) {
      const prefix = e164.slice(0, length);
      if (length >= min && length <= max && known.has(prefix)) return prefix;
    }
    return undefined;
  };
  const knownOnly = (key: string | undefined): string | undefined =>
    key !== undefined && known.has(key) ? key : undefined;

  return (e164) => {
    const callingCode = 1 + (callingCodeOf(e164)?.length ?? 0);
    return (
      longestPrefix(e164, callingCode + 1, e164.length) ??
      (hasCountries ? knownOnly(countryOf(e164)) : undefined) ??
      longestPrefix(e164, 1, callingCode) ??
      knownOnly(defaultRoute)
    );
  };
}
