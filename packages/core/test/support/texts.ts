import * as fc from 'fast-check';

/** GSM 7-bit default alphabet as Unicode's own table has it, without the escape. @see https://www.unicode.org/Public/MAPPINGS/ETSI/GSM0338.TXT */
export const gsm7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Its extension table: two septets each. */
export const extension = '\f^{}\\[~]|€';

/** Characters outside GSM-7 of one UTF-16 code unit, each a grapheme cluster by itself. */
export const single = 'êçœ’“”–…«» АБВяαβά中文字日本かなカナ한글אבجدไก₹₿™✓☎';

/** One of the characters of a text. */
export function oneOf(characters: string): fc.Arbitrary<string> {
  return fc.constantFrom(...characters);
}

const near = (length: number) => fc.integer({ min: length - 4, max: length + 4 });

/** Texts of 1 to about 480 characters, as many around the borders of segments as elsewhere. */
export function textOf(character: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const length = fc.oneof(
    fc.integer({ min: 1, max: 480 }),
    ...[35, 67, 70, 80, 134, 153, 160, 201, 306].map(near),
  );
  return length.chain((count) =>
    fc
      .array(character, { minLength: count, maxLength: count, size: 'max' })
      .map((characters) => characters.join('')),
  );
}
