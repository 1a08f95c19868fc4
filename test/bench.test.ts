import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../bench/pages.ts';

// `pnpm bench` writes these files. The test fails if somebody edits a figure by hand.
test.each(Object.entries(pages()))('bench/%s shows the stored run', (file, content) => {
  const written = readFileSync(path.join(import.meta.dirname, '../bench', file), 'utf8');
  expect(written).toBe(content);
});
