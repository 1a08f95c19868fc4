import { parseRecipient } from '@sms-connectors/core';
import { recipientParser } from '@sms-connectors/core/phone';
import * as fc from 'fast-check';
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json' with { type: 'json' };
import examples from 'libphonenumber-js/mobile/examples' with { type: 'json' };
import { describe, expect, test } from 'vitest';

const countries = getCountries().map((country) => {
  const code = getCountryCallingCode(country);
  const example = examples[country] ?? '';
  return { country, code, example, e164: `+${code}${example}` };
});

/** The same number with other separators between its digits. */
const separated = (written: string): readonly string[] =>
  ['-', '.', ' / ', '\u00A0', '\u200E'].map((separator) =>
    written.replaceAll(/(?<=\d)(?=\d)/g, separator),
  );

test('every country has an example', () => {
  expect(countries.length).toBeGreaterThan(240);
  expect(countries.filter(({ example }) => example === '')).toEqual([]);
});

describe.each(countries)('the example of $country', ({ country, code, example, e164 }) => {
  const number = parsePhoneNumber(e164);
  const national = number.formatNational();
  const international = [
    e164,
    number.formatInternational(),
    number.getURI() ?? '',
    `00${e164.slice(1)}`,
    `00 ${number.formatInternational().slice(1)}`,
    ...separated(e164),
    ...separated(`tel:${e164}`),
    ...separated(`00${code}${example}`),
  ];

  test('is read with its country code, with or without a default country', () => {
    const defaults = ['FR', 'US', 'DE', 'IT', country] as const;
    const parsers = [parseRecipient, ...defaults.map(parserFor)];
    for (const parse of parsers) {
      for (const input of international) expect([input, parse(input)]).toEqual([input, { e164 }]);
    }
  });

  test('is refused as it is dialled in the country, and read if the country is the default', () => {
    for (const input of [national, example, ...separated(national)]) {
      expect([input, parseRecipient(input)]).toEqual([input, { problem: expect.any(String) }]);
      expect([input, parserFor(country)(input)]).toEqual([input, { e164 }]);
    }
  });

  test('is never another number if a zero follows the country code', () => {
    for (const input of [`+${code}0${example}`, `+${code} (0)${example}`]) {
      const parsed = parseRecipient(input);
      if ('problem' in parsed) continue;
      expect(e164AsRead(parsed.e164)).toBe(e164AsRead(`+${code}0${example}`));
    }
  });
});

function parserFor(defaultCountry: CountryCode) {
  return recipientParser({ defaultCountry });
}

function e164AsRead(input: string): string | undefined {
  return parsePhoneNumberFromString(input)?.number;
}

/** The numbering plans of countries and of codes that belong to none: valid national numbers, and what is dialled before them. */
const plans = [
  ...countries.map(({ country, code }) => ({ country, code, facts: metadata.countries[country] })),
  ...Object.entries(metadata.nonGeographic).map(([code, facts]) => ({
    country: 'none',
    code,
    facts,
  })),
].map(({ country, code, facts }) => ({
  country,
  code,
  national: fc.stringMatching(new RegExp(`^(?:${String(facts[2])})$`)),
  trunk: facts[5] === undefined || facts[5] === 0 ? '' : String(facts[5]),
}));

/** Where a zero that is dialled within the country is refused, since something else may follow it. */
const uncertain: Readonly<Record<string, RegExp>> = {
  AR: /^/,
  BO: /^1/,
  BR: /^\d{1,9}$/,
  CO: /^/,
  KR: /^8/,
};

describe.each(plans)('numbers of $country $code', ({ country, code, national, trunk }) => {
  const valid = national.filter((number) => {
    const length = code.length + number.length;
    return length >= 7 && length <= 14;
  });

  test('are read as they are', () => {
    fc.assert(
      fc.property(valid, (number) => {
        const parsed = parseRecipient(`+${code}${number}`);
        // Two zeros begin numbers that are dialled within the country alone.
        if (number.startsWith('00') && 'problem' in parsed) return;
        expect(parsed).toEqual({ e164: `+${code}${number}` });
      }),
    );
  });

  test(`are the same after ${trunk || 'no'} trunk prefix, or refused`, () => {
    fc.assert(
      fc.property(
        valid.filter((number) => !number.startsWith('0')),
        (number) => {
          const written = `+${code}0${number}`;
          const parsed = parseRecipient(written);
          if (trunk !== '0') {
            expect([{ problem: expect.any(String) }, { e164: written }]).toContainEqual(parsed);
          } else if (uncertain[country]?.test(number) === true) {
            expect(parsed).toEqual({ problem: expect.any(String) });
          } else {
            expect(parsed).toEqual({ e164: `+${code}${number}` });
          }
        },
      ),
    );
  });
});
