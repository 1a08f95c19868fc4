/** The GSM 7-bit default alphabet, 3GPP TS 23.038 §6.2.1, in code order without the escape. */
const gsm7Alphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** The extension table, §6.2.1.1: each of these takes two septets. */
const gsm7Extension = '\f^{}\\[~]|€';

// Septets by UTF-16 code unit; all but the euro sign lie under U+0400.
const septets = new Uint8Array(0x400);
for (const character of gsm7Alphabet) septets[character.charCodeAt(0)] = 1;
for (const character of gsm7Extension) septets[character.charCodeAt(0)] = 2;
const euro = 0x20ac;

/** How many septets a UTF-16 code unit takes in GSM-7; 0 where the alphabet does not have it. */
export function septetsOf(codeUnit: number): number {
  return codeUnit < 0x400 ? (septets[codeUnit] as number) : codeUnit === euro ? 2 : 0;
}
