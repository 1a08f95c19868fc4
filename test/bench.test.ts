import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../bench/pages.ts';

// `pnpm bench` writes them; a figure that nobody has measured shows here.
test.each(Object.entries(pages()))('bench/%s shows the run that is kept', (file, content) => {
  const written = readFileSync(path.join(import.meta.dirname, '../bench', file), 'utf8');
  expect(written).toBe(content);
});
