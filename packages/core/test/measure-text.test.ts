import { measureText } from '@sms-connectors/core';
import * as fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { split } from 'split-sms';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { extension, gsm7, oneOf, single, textOf } from './support/texts.ts';

describe('segments at the borders', () => {
  test.each<[string, string, 'GSM-7' | 'UCS-2', units: number, segments: number, left: number]>([
    ['nothing', '', 'GSM-7', 0, 0, 160],
    ['1 letter', 'a', 'GSM-7', 1, 1, 159],
    ['160 letters', 'a'.repeat(160), 'GSM-7', 160, 1, 0],
    ['161 letters', 'a'.repeat(161), 'GSM-7', 161, 2, 145],
    ['306 letters', 'a'.repeat(306), 'GSM-7', 306, 2, 0],
    ['307 letters', 'a'.repeat(307), 'GSM-7', 307, 3, 152],
    ['459 letters', 'a'.repeat(459), 'GSM-7', 459, 3, 0],
    ['460 letters', 'a'.repeat(460), 'GSM-7', 460, 4, 152],
    ['a euro', '€', 'GSM-7', 2, 1, 158],
    ['80 euros', '€'.repeat(80), 'GSM-7', 160, 1, 0],
    ['81 euros, 76 in a part', '€'.repeat(81), 'GSM-7', 162, 2, 143],
    [
      'a bracket over the border of 153',
      `${'a'.repeat(152)}[${'a'.repeat(8)}`,
      'GSM-7',
      162,
      2,
      143,
    ],
    ['the same in one segment', `${'a'.repeat(152)}[${'a'.repeat(6)}`, 'GSM-7', 160, 1, 0],
    [
      'brackets that waste two septets',
      `${'a'.repeat(152)}${'['.repeat(77)}`,
      'GSM-7',
      306,
      3,
      151,
    ],
    ['1 letter outside GSM-7', 'ê', 'UCS-2', 1, 1, 69],
    ['70 letters', 'ê'.repeat(70), 'UCS-2', 70, 1, 0],
    ['71 letters', 'ê'.repeat(71), 'UCS-2', 71, 2, 63],
    ['134 letters', 'ê'.repeat(134), 'UCS-2', 134, 2, 0],
    ['135 letters', 'ê'.repeat(135), 'UCS-2', 135, 3, 66],
    ['one such letter among 69 of GSM-7', `ê${'a'.repeat(69)}`, 'UCS-2', 70, 1, 0],
    ['one such letter among 70 of GSM-7', `${'a'.repeat(70)}ê`, 'UCS-2', 71, 2, 63],
    ['extension characters in UCS-2', `ê${'€'.repeat(69)}`, 'UCS-2', 70, 1, 0],
    ['35 emoji', '🔑'.repeat(35), 'UCS-2', 70, 1, 0],
    ['36 emoji, 33 in a part', '🔑'.repeat(36), 'UCS-2', 72, 2, 61],
    ['an emoji over the border of 67', `${'a'.repeat(66)}🔑aaa`, 'UCS-2', 71, 2, 62],
    ['the same in one segment', `${'a'.repeat(66)}🔑aa`, 'UCS-2', 70, 1, 0],
    ['emoji that waste a unit', `${'a'.repeat(66)}${'🔑'.repeat(34)}`, 'UCS-2', 134, 3, 65],
  ])('%s', (_, text, encoding, units, segments, unitsLeft) => {
    expect(measureText(text)).toEqual({
      encoding,
      characters: [...text].length,
      units,
      segments,
      unitsLeft,
    });
  });

  test('of every GSM-7 character alone: one septet, or two in the extension table', () => {
    expect(gsm7).toHaveLength(127);
    for (const character of gsm7) {
      expect(measureText(character)).toMatchObject({ encoding: 'GSM-7', units: 1, segments: 1 });
    }
    expect(extension).toHaveLength(10);
    for (const character of extension) {
      expect(measureText(character)).toMatchObject({ encoding: 'GSM-7', units: 2, segments: 1 });
    }
  });
});

describe('generated texts', () => {
  const texts = {
    'in GSM-7': textOf(oneOf(gsm7 + extension)),
    'in GSM-7, rich in extension characters': textOf(oneOf(`ab${extension}`)),
    'in UCS-2, one unit a character': textOf(oneOf(single)),
    'with characters of every kind': textOf(
      fc.oneof(oneOf(gsm7), oneOf(extension), oneOf(single), oneOf('😀🔑𠮷𝐀🚀')),
    ),
    'of surrogate pairs and letters': textOf(oneOf('a😀🔑𠮷𝐀🚀')),
  };

  test.each(Object.entries(texts))('%s are measured as Twilio measures them', (_, generated) => {
    fc.assert(
      fc.property(generated, (text) => {
        const theirs = new SegmentedMessage(text);
        const { encoding, segments, units, characters } = measureText(text);
        expect({ encoding, segments, characters }).toEqual({
          encoding: theirs.encodingName,
          segments: theirs.segmentsCount,
          characters: theirs.numberOfUnicodeScalars,
        });
        expect(units * (encoding === 'GSM-7' ? 7 : 16)).toBe(theirs.messageSize);
      }),
      runs(300),
    );
  });

  test.each(Object.entries(texts))('%s are measured as split-sms measures them', (_, generated) => {
    fc.assert(fc.property(generated, agreesWithSplitSms), runs(600));
  });

  // Twilio's calculator moves a whole grapheme cluster to the next segment; a network counts code units,
  // so that of text with clusters (👨‍👩‍👧, or a letter and its accent) we may count fewer, and never more.
  test('of any characters at all have never more segments than Twilio counts', () => {
    const any = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120, size: 'max' });
    fc.assert(
      fc.property(any, (text) => {
        const theirs = new SegmentedMessage(text);
        const ours = measureText(text);
        expect(ours.encoding).toBe(theirs.encodingName);
        expect(ours.segments).toBeLessThanOrEqual(theirs.segmentsCount);
        expect(ours.segments).toBeGreaterThanOrEqual(
          Math.ceil(ours.units / (ours.encoding === 'GSM-7' ? 160 : 70)),
        );
        agreesWithSplitSms(text);
      }),
      runs(300),
    );
  });
});

function agreesWithSplitSms(text: string): void {
  const theirs = split(text);
  const { encoding, segments, units, unitsLeft } = measureText(text);
  const inGsm7 = theirs.characterSet === 'GSM';
  expect({ encoding, segments, units, unitsLeft }).toEqual({
    encoding: inGsm7 ? 'GSM-7' : 'UCS-2',
    segments: theirs.parts.length,
    units: theirs.bytes / (inGsm7 ? 1 : 2),
    unitsLeft: theirs.remainingInPart,
  });
}
