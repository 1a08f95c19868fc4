import { expect, test } from 'vitest';
import { isLanguage } from '../src/functions/languages.ts';

test.each(['en', 'fr', 'pt-BR', 'zh-Hant'])('%s is a language tag', (text) => {
  expect(isLanguage(text)).toBe(true);
});

test.each(['', 'FR', 'fr/', '../fr', '..', 'fr\0', 'a', 'french language'])(
  '%j is not, so that it never becomes part of a path',
  (text) => {
    expect(isLanguage(text)).toBe(false);
  },
);
