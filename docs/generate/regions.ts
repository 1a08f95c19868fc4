import { type TCountryCode, countries } from 'countries-list';

// UN M49 codes, whose names Intl knows in every language.
const continents = {
  AF: '002',
  AN: 'AQ',
  AS: '142',
  EU: '150',
  NA: '003',
  OC: '009',
  SA: '005',
} as const;

/** The continent of a country, as a code that `regionNames` knows. */
export function continentOf(country: string): string {
  const facts = countries[country as TCountryCode] as (typeof countries)[TCountryCode] | undefined;
  if (facts === undefined) throw new Error(`No country has the code ${country}.`);
  return continents[facts.continent];
}

/** Returns the name of a country or continent in a language. */
export function regionNames(locale: string): (code: string) => string {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return (code) => names.of(code) ?? code;
}
