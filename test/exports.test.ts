import path from 'node:path';
import { expect, test } from 'vitest';
import { packages } from './workspace.ts';

// Exports are public API. If they change, add a changeset and update the snapshot with `pnpm check:tests -u`.
test.each(packages)('$folder', async ({ folder, entries }) => {
  const exported = await Promise.all(
    entries.map(async ({ specifier, load }) => {
      const names = Object.keys(await load()).toSorted();
      return [specifier, ...names.map((name) => `  ${name}`), ''].join('\n');
    }),
  );
  const record = path.join(import.meta.dirname, '..', folder, 'test/exports.txt');
  await expect(exported.join('\n')).toMatchFileSnapshot(record);
});
