import { randomInt } from 'node:crypto';

/** A code from the random source of the system; each is equally likely. */
export function randomCode(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0');
}
