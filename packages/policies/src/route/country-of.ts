import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/** The countries of each calling code, such as `1`. */
const countriesByCallingCode: ReadonlyMap<string, readonly CountryCode[]> = Map.groupBy(
  getCountries(),
  // Any further argument would be taken for metadata.
  (country) => getCountryCallingCode(country),
);
const longestCallingCode = 3;

/** Every country that has phone numbers, in ISO 3166-1. */
export const countries: readonly string[] = getCountries();

/** The calling code of a number in E.164, such as `+33`; `undefined` if it belongs to no country. */
export function callingCodeOf(e164: string): string | undefined {
  for (let length = 1; length <= longestCallingCode; length += 1) {
    const code = e164.slice(1, 1 + length);
    if (countriesByCallingCode.has(code)) return code;
  }
  return undefined;
}

/**
 * The country of a number in E.164, in ISO 3166-1: `FR`. `undefined` if the number belongs to no country, or to several
 * that share a calling code and none of them has assigned it.
 */
export function countryOf(e164: string): string | undefined {
  const code = callingCodeOf(e164);
  if (code === undefined) return undefined;
  const [country, ...others] = countriesByCallingCode.get(code) ?? [];
  return others.length === 0 ? country : parsePhoneNumberFromString(e164)?.country;
}
