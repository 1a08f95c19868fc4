// Invisible characters come along where a number is copied.
const separators = /[\s().\p{Cf}\u2010-\u2015\u2212-]/gu;
// `+44 (0)20 …`: in most countries dialled within the country, and then no part of the number in E.164.
const trunkZero = /^\D*\d{1,3}[^\d(]*\([^\d)]*0/;
const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * A phone number in E.164 (ITU-T E.164: a `+`, a country code that does not begin with 0, at most 15
 * digits), or `undefined` where the input is no such number. Separators are dropped and a missing `+` is
 * added; a national or `00` prefix, or a zero in brackets, is not guessed at.
 */
export function normaliseRecipient(input: unknown): string | undefined {
  if (typeof input !== 'string') return undefined;
  if (e164.test(input)) return input;
  if (trunkZero.test(input)) return undefined;
  const compact = input.replace(separators, '');
  const number = compact.startsWith('+') ? compact : `+${compact}`;
  return e164.test(number) ? number : undefined;
}

/** A recipient as an error may show it: `+336•••••78`; input that is no number shows its length alone. */
export function maskRecipient(input: unknown): string {
  const number = normaliseRecipient(input);
  if (number !== undefined) {
    return `${number.slice(0, 4)}${'•'.repeat(number.length - 6)}${number.slice(-2)}`;
  }
  return typeof input === 'string' ? `${input.length} characters` : `a value that is no text`;
}

/** A recipient in E.164, or a clause that says what is wrong with it. */
export type ParsedRecipient = { readonly e164: string } | { readonly problem: string };
export type ParseRecipient = (input: unknown) => ParsedRecipient;

export function isE164(value: unknown): value is string {
  return typeof value === 'string' && e164.test(value);
}

export function parseRecipient(input: unknown): ParsedRecipient {
  const number = normaliseRecipient(input);
  return number === undefined
    ? { problem: 'is not a phone number in E.164, like +33612345678' }
    : { e164: number };
}
