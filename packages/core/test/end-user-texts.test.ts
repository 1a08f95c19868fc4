import { globSync } from 'node:fs';
import path from 'node:path';
import { ConnectorError, type ErrorCode, errorCodes } from '@sms-connectors/core';
import { endUserText, textsForReaders } from '@sms-connectors/core/end-user-texts';
import { describe, expect, test } from 'vitest';

const codes = Object.keys(errorCodes) as ErrorCode[];
const translations = path.join(import.meta.dirname, '../src/errors/end-user-texts');
const languages = globSync('*.ts', { cwd: translations })
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => name !== 'index');
const rejected = (code: string) => ({ code, outcome: 'rejected' }) as const;
const unknown = (code: string) => ({ code, outcome: 'unknown' }) as const;

const inEnglish = 'This phone number is not valid. Check it and try again.';
const inFrench = 'Ce numéro de téléphone n’est pas valide. Vérifiez-le et réessayez.';
const inPortuguese = 'Este número de telefone não é válido. Confira e tente novamente.';

test('the first languages are there', () => {
  expect(languages).toEqual(expect.arrayContaining(['fr', 'pt']));
});

describe.each(languages)('in the language %s', (language) => {
  test.each(codes)('%s has a text', (code) => {
    const text = endUserText(rejected(code), language);
    expect(text).toMatch(/^\p{Lu}.*\.$/u);
    expect(text).not.toContain(code);
  });

  test('a message that may have been sent has a text of its own, whatever the code', () => {
    const text = endUserText(unknown('timeout'), language);
    expect(text).not.toBe(endUserText(rejected('timeout'), language));
    expect(endUserText(unknown('code_of_a_newer_core'), language)).toBe(text);
  });
});

test('French spaces do not break', () => {
  const texts = codes.flatMap((code) => [
    endUserText(rejected(code), 'fr'),
    endUserText(unknown(code), 'fr'),
  ]);
  for (const text of texts) expect(text).not.toMatch(/\s(?<![\u00A0\u202F])[;:?!»]|« |'/);
});

test.each<[locale: string | null | undefined, text: string]>([
  ['fr', inFrench],
  ['fr-CA', inFrench],
  ['fr_CA.UTF-8', inFrench],
  ['FR', inFrench],
  ['pt', inPortuguese],
  ['pt-PT', inPortuguese],
  ['pt-BR', inPortuguese],
  ['en', inEnglish],
  ['en-GB', inEnglish],
  ['de-CH, fr-CH;q=0.9, en;q=0.8', inFrench],
  ['en-GB, fr;q=0.9', inEnglish],
  ['de', inEnglish],
  ['constructor', inEnglish],
  ['index', inEnglish],
  ['*', inEnglish],
  ['not a language', inEnglish],
  ['', inEnglish],
  [null, inEnglish],
  [undefined, inEnglish],
])('a reader of %j', (locale, text) => {
  expect(endUserText(rejected('invalid_recipient'), locale)).toBe(text);
});

test('an error as it is thrown', () => {
  const error = new ConnectorError({
    code: 'invalid_recipient',
    outcome: 'rejected',
    provider: { id: 'acme' },
  });
  expect(endUserText(error, 'fr')).toBe(inFrench);
  expect(endUserText(error)).toBe(inEnglish);
});

test.each(['code_of_a_newer_core', 'constructor'])(
  'the code %s is read as unclassified',
  (code) => {
    expect(endUserText(rejected(code), 'fr')).toBe(endUserText(rejected('unclassified'), 'fr'));
    expect(endUserText(rejected(code))).toBe('We could not send the code. Please try again.');
  },
);

test.each([
  ['pt-PT', 'pt-PT', 'olá, de Portugal'],
  ['pt', 'pt', 'olá'],
  ['pt_BR.UTF-8', 'pt', 'olá'],
  ['de, pt;q=0.5', 'pt', 'olá'],
  ['en-GB', 'en', 'hello'],
  ['de', 'en', 'hello'],
  [undefined, 'en', 'hello'],
])('of texts of another package, a reader of %j gets those in %s', (locale, language, texts) => {
  const textsFor = textsForReaders('hello', { pt: 'olá', 'pt-PT': 'olá, de Portugal' });
  expect(textsFor(locale)).toEqual({ language, texts });
});
