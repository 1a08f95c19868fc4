/** The GSM 7-bit default alphabet, 3GPP TS 23.038 §6.2.1, in code order without the escape. */
export const gsm7Alphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** The extension table, §6.2.1.1: each of these takes two septets. */
export const gsm7Extension = '\f^{}\\[~]|€';

// Septets by UTF-16 code unit; all but the euro sign lie under U+0400.
const septets = new Uint8Array(0x400);
for (const character of gsm7Alphabet) septets[character.charCodeAt(0)] = 1;
for (const character of gsm7Extension) septets[character.charCodeAt(0)] = 2;
const euro = 0x20ac;

/** How many septets a UTF-16 code unit takes in GSM-7; 0 where the alphabet does not have it. */
export function septetsOf(codeUnit: number): number {
  return codeUnit < 0x400 ? (septets[codeUnit] as number) : codeUnit === euro ? 2 : 0;
}

// What people type, or editors put in its place, that no decomposition leads back to GSM-7.
const lookalikes: Readonly<Record<string, string>> = {
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '·': '.',
  '\t': ' ',
  '\u00A0': ' ',
  '\u202F': ' ',
  '\u2009': ' ',
  '\u200B': '',
  '\u200D': '',
  '\uFEFF': '',
  '\u00AD': '',
  '\u2028': '\n',
  '\u2029': '\n',
  œ: 'oe',
  Œ: 'OE',
  ç: 'c',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
};

/** The GSM-7 text that would do in place of a character, or `undefined` where there is none. */
export function gsm7Replacement(character: string): string | undefined {
  const known = lookalikes[character];
  if (known !== undefined) return known;
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  const fits = plain !== '' && [...plain].every((part) => septetsOf(part.charCodeAt(0)) > 0);
  return fits ? plain : undefined;
}
