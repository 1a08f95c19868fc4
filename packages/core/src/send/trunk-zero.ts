// Country codes have one, two or three digits, and none begins another: https://www.itu.int/rec/T-REC-E.164
const zeroAfterCode =
  /^\+(?:1|7|(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])|(?!2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])[2-689]\d\d)0/;

// Countries whose numbers may begin with a zero, and where no zero is dialled before a number. In Rwanda a landline's
// number begins with 06, and no number begins with 6.
const ownZero =
  /^\+(?:39|47|22[5-79]|24[127]|25006|26[78]|378|50[17]|67[69]|687|800|853|881|888|974|992)/;

// Countries where a zero is dialled before a number, and no number begins with one. The length (Brazil) or the next
// digit (Korea, Bolivia) shows that no carrier's code follows the zero. In Argentina and Colombia nothing shows it.
const trunkZero =
  /^\+(?:(?:2[07]|3[123]|4[013469]|5[138]|6[0-46]|8[146]|9[0-58]|21[1238]|23[1-4]|243|249|25[0-24-6]|26[0-5]|291|353|355|358|359|37[0347]|38[0-35-79]|42[13]|508|59[03-68]|686|85[056]|88[06]|96[1-467]|97[0-267]|99[4-6])0[1-9]|550[1-9]\d{9,10}$|820[1-79]|5910[2-9])/;

/**
 * What the zero after the country code of a number is: `undefined` if there is none or if it belongs to the number,
 * the number without it if it is dialled only within the country, or `uncertain`.
 */
export function readTrunkZero(
  number: string,
): undefined | 'uncertain' | { readonly at: number; readonly withoutZero: string } {
  const start = zeroAfterCode.exec(number)?.[0];
  if (start === undefined || ownZero.test(number)) return undefined;
  if (!trunkZero.test(number)) return 'uncertain';
  return { at: start.length - 1, withoutZero: start.slice(0, -1) + number.slice(start.length) };
}
