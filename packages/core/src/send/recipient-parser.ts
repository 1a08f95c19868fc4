import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import {
  type ParsedRecipient,
  type ParseRecipient,
  parseInternational,
  parseRecipient,
  readWritten,
  type WrittenNumber,
} from './recipient.ts';

export interface RecipientParserOptions {
  /** The country of numbers without a country code, in ISO 3166-1: `FR`. */
  readonly defaultCountry: CountryCode;
}

/**
 * Makes a parser for `ConnectorOptions.parseRecipient` that also reads the numbers of one country as they are dialled
 * within it. Needs `libphonenumber-js`.
 */
export function recipientParser({ defaultCountry }: RecipientParserOptions): ParseRecipient {
  if (!/^[A-Z]{2}$/.test(defaultCountry) || !isSupportedCountry(defaultCountry)) {
    throw new TypeError(
      'defaultCountry must be a country code of ISO 3166-1 in capitals, like FR.',
    );
  }
  return (input) => {
    const written = readWritten(input);
    if ('problem' in written) return written;
    if (written.digits.startsWith('+')) return parseInternational(written);
    const national = readNational(written, defaultCountry);
    if (national !== undefined) return national;
    if (written.digits.startsWith('00')) return parseRecipient(input);
    return {
      problem: `is not a valid number in ${defaultCountry}, the default country; for another country start it with + and the country code`,
    };
  };
}

/** Also reads what the country dials before a country code, such as `011` in the United States. */
function readNational(
  { digits, zeroInBrackets }: WrittenNumber,
  defaultCountry: CountryCode,
): ParsedRecipient | undefined {
  // What precedes such a zero may be a country code without +.
  if (zeroInBrackets > 0) return undefined;
  const number = parsePhoneNumberFromString(digits, { defaultCountry, extract: false });
  if (number?.isValid() !== true) return undefined;
  const international = parsePhoneNumberFromString(`+${digits}`);
  const isAmbiguous =
    digits.startsWith(number.countryCallingCode) &&
    international?.isValid() === true &&
    international.number !== number.number;
  if (isAmbiguous) {
    return {
      problem: `can be read with or without a country code; start it with + and the country code, or with what is dialled within ${defaultCountry}`,
    };
  }
  return parseRecipient(number.number);
}
