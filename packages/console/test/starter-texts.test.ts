import { globSync } from 'node:fs';
import path from 'node:path';
import { measureText } from '@sms-connectors/core';
import { expect, test } from 'vitest';
import { starterTexts } from '../src/functions/starter-config.ts';
import { translatorOf } from './translations.ts';

const locales = path.join(import.meta.dirname, '../locales');
const languages = ['en', ...globSync('*.po', { cwd: locales }).map((file) => file.slice(0, -3))];

// Letters such as ó are not in GSM-7: one of them more than halves the length of a segment.
test.each(languages)(
  'the texts of a new config are in GSM-7 and fit one segment in %s',
  (language) => {
    const t = translatorOf(language);
    const texts = Object.values(starterTexts).map((text) => t(text).replace('{{code}}', '123456'));
    expect(texts.map((text) => measureText(text))).toEqual(
      texts.map(() => expect.objectContaining({ encoding: 'GSM-7', segments: 1 })),
    );
  },
);
