import path from 'node:path';
import { expect, test } from 'vitest';
import { rooms } from './workspace.ts';

// What a package exports is a promise to its users. A change here needs a changeset that tells them; then
// `pnpm check:tests -u` takes it into the record.
test.each(rooms)('$folder', async ({ folder, entries }) => {
  const exported = await Promise.all(
    entries.map(async ({ specifier, load }) => {
      const names = Object.keys(await load()).toSorted();
      return [specifier, ...names.map((name) => `  ${name}`), ''].join('\n');
    }),
  );
  const record = path.join(import.meta.dirname, '..', folder, 'test/exports.txt');
  await expect(exported.join('\n')).toMatchFileSnapshot(record);
});
