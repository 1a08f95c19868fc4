import { septetsOf } from './gsm7.ts';

// GSM-7 text, and the characters it may stand for: what people type and editors put in its place.
const lookalikes = (): readonly (readonly [replacement: string, characters: string])[] => [
  ['"', '«»“”„‟″ʺˮ❝❞〝〞'],
  ["'", '‘’‚‛′`´ʹʻʼʽˈˊˋ❛❜'],
  ['-', '‐‑‒–—―−⁃⎼⎽'],
  ['...', '…'],
  ['.', '·。'],
  [',', '、'],
  [':', 'ː˸⦂꞉'],
  [';', '⁏'],
  ['!', 'ǃ'],
  ['*', '•⁎∗⊛✢✣✤✥✱✲✳✺✻✼✽❃❉❊❋⧆'],
  ['+', '˖'],
  ['=', '꞊'],
  ['<', '‹'],
  ['>', '›'],
  ['(', '❨❪⟮⦅'],
  [')', '❩❫⟯⦆'],
  ['{', '❴'],
  ['}', '❵'],
  ['/', '÷⁄∕⧸'],
  ['\\', '⧵⧹'],
  ['|', '∣⎸⎹⏐⎜⎟'],
  ['_', '‗'],
  ['~', '˜˷∼'],
  ['^', 'ˆ'],
  [' ', '\t'],
  ['\n', '\u2028\u2029'],
  ['oe', 'œ'],
  ['OE', 'Œ'],
  ['l', 'ł'],
  ['L', 'Ł'],
  ['d', 'đ'],
  ['D', 'Đ'],
  ['i', 'ı'],
  ...[...'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ'].map(
    (small, index) => ['ABCDEFGHIJKLMNOPRSTUVWYZ'.charAt(index), small] as const,
  ),
];
// Made when first asked for: who only sends never does, and bundlers can leave it out.
let replacements: ReadonlyMap<string, string> | undefined;

function replacementOf(character: string): string | undefined {
  replacements ??= new Map(
    lookalikes().flatMap(([replacement, characters]) =>
      [...characters].map((known) => [known, replacement] as const),
    ),
  );
  return replacements.get(character);
}

// Controls, format characters, and marks that belong to no script: nothing is read in their place.
const invisible = /^(?:[\p{Cc}\p{Cf}]|(?=\p{M})\p{Script=Inherited})$/u;
// An accent that stands alone decomposes to one over a space.
const accentAlone = /^ \p{M}/u;

/** The GSM-7 text that would do in place of a character outside GSM-7, or `undefined` where there is none. */
export function gsm7Replacement(character: string): string | undefined {
  const known = replacementOf(character);
  if (known !== undefined) return known;
  if (invisible.test(character)) return '';
  const decomposed = character.normalize('NFKD');
  if (accentAlone.test(decomposed)) return undefined;
  const letters = [...decomposed.replace(/\p{M}/gu, '')];
  const plain = letters.map((letter) => replacementOf(letter) ?? letter).join('');
  const fits = plain !== '' && [...plain].every((part) => septetsOf(part.charCodeAt(0)) > 0);
  return fits ? plain : undefined;
}
