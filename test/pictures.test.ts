import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  density,
  digestOfTokens,
  languages,
  type PictureRecord,
  pictureFile,
  recordFile,
  schemes,
  size,
} from '../brand/pictures/record.ts';
import { surfaces } from '../brand/pictures/surfaces.ts';
import { pageWords } from '../packages/console/test/translations.ts';

const record = JSON.parse(readFileSync(recordFile, 'utf8')) as PictureRecord;
const names = Object.keys(surfaces).flatMap((surface) =>
  languages.map((language) => ({ surface, language })),
);

// Without a browser: a picture is out of date if it has words or colours that its program no longer has.
test('the pictures have the colours and fonts of today; otherwise run pnpm docs:pictures', () => {
  expect(record.tokens).toBe(digestOfTokens());
});

describe.each(names)('the pictures of $surface in $language', ({ surface, language }) => {
  test('exist in each scheme, in the size that pages expect', () => {
    const sizes = schemes.map((scheme) =>
      sizeOf(readFileSync(pictureFile(surface, language, scheme))),
    );
    const expected = { width: size.width * density, height: size.height * density };
    expect(sizes).toEqual(schemes.map(() => expected));
  });

  test('show words that the console still has; otherwise run pnpm docs:pictures', () => {
    const shown = record.words[`${surface}-${language}`] ?? [];
    const known = new Set(pageWords(language));
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((words) => !known.has(words))).toEqual([]);
  });
});

/** The size in the header of a lossy or extended WebP: https://developers.google.com/speed/webp/docs/riff_container */
function sizeOf(picture: Buffer): { readonly width: number; readonly height: number } {
  expect(picture.toString('latin1', 8, 12)).toBe('WEBP');
  return picture.toString('latin1', 12, 16) === 'VP8X'
    ? { width: picture.readUIntLE(24, 3) + 1, height: picture.readUIntLE(27, 3) + 1 }
    : { width: picture.readUInt16LE(26) & 0x3fff, height: picture.readUInt16LE(28) & 0x3fff };
}
