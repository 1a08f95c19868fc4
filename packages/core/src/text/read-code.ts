// With every separator that a person may enter. The work does not grow with what a program sends.
const longest = 100;

/**
 * What a person entered as a code, without spaces and hyphens, in the digits 0 to 9 whatever the script. Empty for
 * anything that nobody enters, such as an object in the JSON of a request.
 */
export function readCode(entered: unknown): string {
  const text = typeof entered === 'number' ? String(entered) : entered;
  if (typeof text !== 'string' || text.length > longest) return '';
  return text.replaceAll(/[\s\u00AD\u2010-\u2015-]/g, '').replaceAll(/\p{Nd}/gu, asciiDigit);
}

// The digits of a script are in a row, from 0 to 9; in mathematical writing, five times one after the other.
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) as number;
  let first = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((point - first) % 10);
}
