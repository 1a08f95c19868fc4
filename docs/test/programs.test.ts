import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { pagesWithPrograms, writePrograms } from '../../test/programs.ts';

const siteDirectory = path.resolve(import.meta.dirname, '..');
// Inside the site, so that the programs resolve the packages. No other check includes this folder.
const folder = path.join(siteDirectory, 'generated/programs');
const execute = promisify(execFile);

const pages = await pagesWithPrograms();
await writePrograms(pages, folder);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the pages and the guides have programs', () => {
  const named = pages.flatMap(({ page, programs }) =>
    programs.map(({ file }) => `${page} ${file}`),
  );
  expect(named).toEqual(
    expect.arrayContaining([
      'docs/pages/send-your-first-code.md with-twilio.ts',
      'docs/pages/test-your-app.md emulator.ts',
      'docs/src/landing/example.ts example.ts',
      'packages/twilio/README.md sms.ts',
      'packages/aws/README.md delivery-reports.ts',
    ]),
  );
});

test('every program on a page type-checks', async () => {
  const config = { extends: '../../../tsconfig.json', include: ['*/*.ts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = path.resolve(siteDirectory, '../node_modules/typescript/bin/tsc');
  const { stdout } = await execute(process.execPath, [tsc, '-p', folder]).catch(
    (failure: { stdout: string }) => failure,
  );
  expect(stdout).toBe('');
});
