import { expect, test } from 'vitest';
import { pathWords } from '../src/page/path-words.ts';
import { translatorOf } from './translations.ts';

test.each([
  [['templates', 1, 'locale'], 'Textos › 2 › Idioma'],
  [['routes', 'default', 0], 'Rutas › Todos los demás números › 1'],
  [['routes', 'FR', 0], 'Rutas › FR › 1'],
  // The user's name of a header, and a field of a connector that is not known here.
  [['headers', 'x-api-key'], 'Encabezados › x-api-key'],
  [['acmeApiKeySID'], 'Acme API key SID'],
])('%j is called “%s” in Spanish', (keys, words) => {
  expect(pathWords(keys, translatorOf('es'))).toBe(words);
});
