import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../bench/pages.ts';

// Nothing is measured here: the figures in the README and the plot are those of the run that is kept.
test.each(Object.entries(pages()))('bench/%s shows the run that is kept', (file, content) => {
  expect(readFileSync(path.join(import.meta.dirname, '../bench', file), 'utf8')).toBe(content);
});
