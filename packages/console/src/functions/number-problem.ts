import { sentence } from './sentence.ts';

/** What is wrong with a number that cannot be sent to, in English. */
export function numberProblem(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '').length;
  if (digits === 0) return sentence('Enter a phone number.');
  if (!/^\s*(?:\+|＋|00)/.test(typed)) {
    return sentence('Start with + and the country code, for example +33 6 12 34 56 78.');
  }
  if (digits < 8) return sentence('Too short: some digits are missing.');
  if (digits > 15) return sentence('Too long: a number has at most 15 digits.');
  return sentence('Not a phone number. Write it as it is dialled from abroad.');
}
