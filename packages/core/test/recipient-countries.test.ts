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

type PlanFacts = (typeof metadata.countries)[CountryCode] | (typeof metadata.nonGeographic)['800'];

/** A numbering plan: its valid numbers as they are written after the country code, and what is dialled before them within the country. */
function planOf(country: string, code: string, facts: PlanFacts) {
  const [, , pattern, , , trunk] = facts as readonly unknown[];
  const number = fc.stringMatching(new RegExp(`^(?:${String(pattern)})$`)).filter(({ length }) => {
    const digits = code.length + length;
    return digits >= 7 && digits <= 15;
  });
  return { country, code, number, trunk: typeof trunk === 'string' ? trunk : '' };
}

const plans = [
  ...countries.map(({ country, code }) => planOf(country, code, metadata.countries[country])),
  ...Object.entries(metadata.nonGeographic).map(([code, facts]) => planOf('none', code, facts)),
];
const plansWithoutOwnZero = plans.filter(({ number }) =>
  fc.sample(number, 50).some((sample) => !sample.startsWith('0')),
);

/** Where a zero that is dialled within the country is refused, since something else may follow it. */
const uncertain: Readonly<Record<string, RegExp>> = {
  AR: /^/,
  BO: /^1/,
  BR: /^\d{1,9}$/,
  CO: /^/,
  KR: /^8/,
};

test.each(plans)('valid numbers of $country $code are read as they are', ({ code, number }) => {
  fc.assert(
    fc.property(number, (national) => {
      const parsed = parseRecipient(`+${code}${national}`);
      // Two zeros begin numbers that are dialled within the country alone.
      if (national.startsWith('00') && 'problem' in parsed) return;
      expect(parsed).toEqual({ e164: `+${code}${national}` });
    }),
  );
});

test.each(plansWithoutOwnZero)(
  'a zero before valid numbers of $country $code is removed or refused',
  ({ country, code, number, trunk }) => {
    const withoutZero = number.filter((national) => !national.startsWith('0'));
    fc.assert(
      fc.property(withoutZero, (national) => {
        const written = `+${code}0${national}`;
        const problem = { problem: expect.any(String) };
        const isCertain = trunk === '0' && uncertain[country]?.test(national) !== true;
        const removed = { e164: `+${code}${national}` };
        const kept = trunk === '0' ? [] : [{ e164: written }];
        expect(isCertain ? [removed] : [problem, ...kept]).toContainEqual(parseRecipient(written));
      }),
    );
  },
);
