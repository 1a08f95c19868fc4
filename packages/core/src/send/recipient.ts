import { readTrunkZero } from './trunk-zero.ts';

/** A phone number in E.164, such as `+33612345678`, or a clause that says what is wrong with the input. */
export type ParsedRecipient = { readonly e164: string } | { readonly problem: string };
export type ParseRecipient = (input: unknown) => ParsedRecipient;

const e164 = /^\+[1-9]\d{6,14}$/;
const maxLength = 100;

/**
 * Whether a value is a phone number in E.164 (https://www.itu.int/rec/T-REC-E.164): a `+`, a country code and at most
 * 15 digits in all, without separators and without a zero that is dialled only within the country.
 */
export function isE164(value: unknown): boolean {
  return typeof value === 'string' && e164.test(value) && readTrunkZero(value) === undefined;
}

/**
 * A parser of the application that returns nothing but numbers in E.164, and does not throw: what it throws may contain
 * anything. By default `parseRecipient`.
 */
export function checkedRecipientParser(parse: ParseRecipient = parseRecipient): ParseRecipient {
  if (parse === parseRecipient) return parse;
  return (input) => {
    try {
      const parsed = parse(input);
      if ('e164' in parsed && isE164(parsed.e164)) return { e164: parsed.e164 };
      return { problem: 'problem' in parsed ? parsed.problem : 'is not in E.164' };
    } catch {
      return { problem: 'could not be read' };
    }
  };
}

/**
 * Reads a phone number that has its country code after `+` or `00`, however it is written. No country is assumed:
 * a number without `+` or `00` is refused.
 */
export function parseRecipient(input: unknown): ParsedRecipient {
  if (typeof input === 'string' && isE164(input)) return { e164: input };
  const written = readWritten(input);
  if ('problem' in written) return written;
  if (!written.digits.startsWith('00')) return parseInternational(written);
  return parseInternational({
    digits: `+${written.digits.slice(2)}`,
    zeroInBrackets: written.zeroInBrackets - 1,
  });
}

/** Reads a number that has its country code after `+`. */
export function parseInternational({ digits, zeroInBrackets }: WrittenNumber): ParsedRecipient {
  if (!digits.startsWith('+')) {
    const problem =
      'has no country code; start it with + and the country code, or set a default country (option parseRecipient)';
    return { problem };
  }
  if (digits.startsWith('+0')) {
    return { problem: 'has a zero in place of its country code; write the country code after +' };
  }
  const zero = readTrunkZero(digits);
  const trunkZero = typeof zero === 'object' ? zero : undefined;
  if (zero === 'uncertain' || (zeroInBrackets >= 0 && zeroInBrackets !== trunkZero?.at)) {
    return {
      problem: 'has a zero that may not belong to it; write it as it is dialled from abroad',
    };
  }
  const number = trunkZero?.withoutZero ?? digits;
  if (e164.test(number)) return { e164: number };
  return { problem: `has too ${number.length < 8 ? 'few' : 'many'} digits; give the whole number` };
}

/** A number without the characters that only make it easier to read. */
export interface WrittenNumber {
  /** ASCII digits, perhaps after a `+`. */
  readonly digits: string;
  /** The index in `digits` of a zero that is alone in brackets, as in `+44 (0)20`; -1 if there is none. */
  readonly zeroInBrackets: number;
}

// Invisible characters are copied along with a number.
const separators = /[\s().[\]/\p{Cf}\p{Pd}\u2212\u30FC（）．／]/gu;
// Full-width, Arabic-Indic and Persian digits; the last four bits of each are its value.
const otherDigits = /[０-９٠-٩۰-۹]/g;
const bracketedZero = /[([（]\s*0\s*[)\]）]/;

/** Reads the characters of a number, with or without its country code. */
export function readWritten(input: unknown): WrittenNumber | { readonly problem: string } {
  if (typeof input !== 'string') return { problem: 'is not a text; give the number as a string' };
  if (input.length > maxLength) return { problem: 'is too long for a phone number' };
  const text = input
    .replaceAll(otherDigits, (digit) => String(digit.charCodeAt(0) % 16))
    .replaceAll('＋', '+')
    // https://www.rfc-editor.org/rfc/rfc3966
    .replace(/^\s*tel:/i, '');
  const digits = text.replaceAll(separators, '');
  if (digits === '') return { problem: 'is empty; give a phone number' };
  if (/^\+?\d+$/.test(digits)) {
    const bracket = text.search(bracketedZero);
    const before = text.slice(0, bracket).replaceAll(separators, '');
    return { digits, zeroInBrackets: bracket === -1 ? -1 : before.length };
  }
  if (/^\+?\d.*(?:[,;#*]|[a-z]:?\d+$)/i.test(digits)) {
    return { problem: 'has an extension or a second number; give one number without an extension' };
  }
  return { problem: 'has characters that no phone number has; write + and digits' };
}

/** A recipient as an error may show it: `+336••••••78`. Of an input that is no number, only the length is shown. */
export function maskRecipient(input: unknown): string {
  const parsed = parseRecipient(input);
  if ('e164' in parsed) {
    const { e164: number } = parsed;
    return `${number.slice(0, 4)}${'•'.repeat(number.length - 6)}${number.slice(-2)}`;
  }
  if (typeof input !== 'string') return 'a value that is no text';
  return input.length === 1 ? '1 character' : `${input.length} characters`;
}
