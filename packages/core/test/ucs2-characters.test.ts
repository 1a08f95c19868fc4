import { createRequire } from 'node:module';
import { measureText, ucs2Characters } from '@sms-connectors/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { extension, gsm7, oneOf, single, textOf } from './support/texts.ts';

// Its public API does not give the table.
const { default: smartEncoding } = createRequire(import.meta.url)(
  'sms-segments-calculator/dist/libs/SmartEncodingMap.js',
) as { readonly default: Readonly<Record<string, string>> };

const replacementOf = (character: string) => ucs2Characters(character)[0]?.replacement;

/** The text with every replacement made that there is. */
function mended(text: string): string {
  return ucs2Characters(text).reduce(
    (so, { character, replacement }) => so.replaceAll(character, () => replacement ?? character),
    text,
  );
}

test('are named once each, with their first place and their number', () => {
  expect(ucs2Characters('Ça va ? «ê» 🔑ê')).toEqual([
    { character: '«', index: 8, count: 1, replacement: '"' },
    { character: 'ê', index: 9, count: 2, replacement: 'e' },
    { character: '»', index: 10, count: 1, replacement: '"' },
    { character: '🔑', index: 12, count: 1 },
  ]);
});

test('are none in a text of GSM-7', () => {
  expect(ucs2Characters(gsm7 + extension)).toEqual([]);
  expect(ucs2Characters('')).toEqual([]);
});

describe('replacements', () => {
  test.each([
    ['’', "'"],
    ['…', '...'],
    ['\u00A0', ' '],
    ['\u202F', ' '],
    ['–', '-'],
    ['œ', 'oe'],
    ['ç', 'c'],
    ['Ã', 'A'],
    ['ő', 'o'],
    ['½', '1/2'],
    ['²', '2'],
    ['ﬁ', 'fi'],
    ['Ａ', 'A'],
    ['\u200B', ''],
    ['\uFE0F', ''],
    ['\u0301', ''],
    ['🔑', undefined],
    ['中', undefined],
    ['я', undefined],
    ['¨', undefined],
    ['\uD83D', undefined],
  ])('of %j is %j', (character, replacement) => {
    expect(replacementOf(character)).toBe(replacement);
  });

  test('are wholly GSM-7, for every character of Unicode', () => {
    const characters = Array.from({ length: 0x3_0000 }, (_, code) => String.fromCodePoint(code));
    const replaced = characters.map(replacementOf).filter((text) => text !== undefined);
    expect(replaced.length).toBeGreaterThan(1000);
    expect(replaced.filter((text) => measureText(text).encoding !== 'GSM-7')).toEqual([]);
  });

  test('make a text GSM-7 wherever each of its characters has one', () => {
    const replaceable = [...single, ...'ẽűﬀ①\u0301\u200D'].filter(
      (character) => replacementOf(character) !== undefined,
    );
    const generated = textOf(fc.oneof(oneOf(gsm7), oneOf(extension), oneOf(replaceable.join(''))));
    fc.assert(
      fc.property(generated, (text) => {
        expect(measureText(mended(text)).encoding).toBe('GSM-7');
      }),
      runs(500),
    );
  });

  test('leave only those characters in any text that have none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80, size: 'max' }), (text) => {
        const left = ucs2Characters(mended(text));
        const hopeless = ucs2Characters(text).filter(
          ({ replacement }) => replacement === undefined,
        );
        expect(left.map(({ character }) => character)).toEqual(
          hopeless.map(({ character }) => character),
        );
      }),
      runs(150),
    );
  });

  test('are there for every character that Twilio replaces, and mostly the same', () => {
    const theirs = Object.entries(smartEncoding);
    // Ours spell no accent out, give one space for one, and keep quotes, lists and lines what they are.
    const otherwise = new Map([
      ['‚', "'"],
      ['•', '*'],
      ['︐', ','],
      ['︑', ','],
      ['\u2028', '\n'],
      ['\u2029', '\n'],
    ]);
    const differing = theirs.filter(([character, replacement]) => {
      const ours = replacementOf(character) ?? character;
      if (/\p{M}|\p{Cc}/u.test(character) && character !== '\t') return ours !== '';
      return ours !== (otherwise.get(character) ?? (/^ +$/.test(replacement) ? ' ' : replacement));
    });
    expect(theirs.length).toBeGreaterThan(200);
    expect(differing).toEqual([]);
  });
});
