import type { CompleteSettings } from './settings.ts';

/**
 * The chance that somebody who does not get the messages guesses one code within all limits of a number: in one period
 * of `perRecipient`, with every attempt of every verification. Between 0 and 1.
 */
export function guessingChance({
  digits,
  maxAttempts,
  perRecipient,
}: Pick<CompleteSettings, 'digits' | 'maxAttempts' | 'perRecipient'>): number {
  const chanceOfOne = Math.min(1, maxAttempts / 10 ** digits);
  return 1 - (1 - chanceOfOne) ** perRecipient.verifications;
}
