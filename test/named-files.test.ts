import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const find = (pattern: string): readonly string[] =>
  globSync(pattern, {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === 'dist' || name.startsWith('.installed'),
  }).map((file) => file.replaceAll('\\', '/'));

const pages = find('*.md');
const files = find('{**,.github/**}/*.{ts,json,md,mjs,txt}').map((file) => `/${file}`);

/** The files that a page names, with or without their folders. Names with `<…>` stand for several. */
function namedIn(page: string): readonly string[] {
  const text = readFileSync(path.join(root, page), 'utf8').replaceAll(/https?:\S+/g, '');
  const names = text.matchAll(/(?<![\w<>@*/.-])[\w-]+(?:[./][\w-]+)*\.(?:ts|json|md|mjs|txt)\b/g);
  return [...names].map(([name]) => name);
}

test('finds the files that pages name', () => {
  expect(namedIn('ARCHITECTURE.md')).toEqual(
    expect.arrayContaining(['contract.ts', 'errors/error-codes.ts', 'CONTRIBUTING.md']),
  );
});

test.each(pages)('every file that %s names exists', (page) => {
  expect(namedIn(page).filter((name) => !files.some((file) => file.endsWith(`/${name}`)))).toEqual(
    [],
  );
});
