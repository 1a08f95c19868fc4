import { execFile } from 'node:child_process';
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const siteDirectory = path.resolve(import.meta.dirname, '..');
// Inside the site, so that its programs find the packages; not part of any other check.
const folder = path.join(siteDirectory, 'generated/programs');
const execute = promisify(execFile);

interface Program {
  readonly file: string;
  readonly source: string;
  /** What the page says that it prints. */
  readonly output: string | undefined;
}

const programs = await programsOfPages();

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const { file, source } of programs) await writeFile(path.join(folder, file), source);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the pages have programs', () => {
  expect(programs.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['with-twilio.ts', 'emulator.ts', 'example.ts']),
  );
});

test('every program on a page has the types that it says', async () => {
  const config = { extends: '../../../tsconfig.json', include: ['*.ts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = path.resolve(siteDirectory, '../node_modules/typescript/bin/tsc');
  const { stdout } = await execute(process.execPath, [tsc, '-p', folder]).catch(
    (failure: { stdout: string }) => failure,
  );
  expect(stdout).toBe('');
});

// These two send to the provider itself.
const offline = programs.filter(({ file }) => !['with-twilio.ts', 'example.ts'].includes(file));

describe.each(offline)('$file', ({ file, output }) => {
  test('runs, and prints what the page says', async () => {
    const { stdout } = await execute(process.execPath, [...process.execArgv, file], {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    // Where the page does not tell, it must at least print no hole.
    expect(stdout).toMatch(output === undefined ? /^(?!.*undefined)/s : literally(output));
  });
});

async function programsOfPages(): Promise<readonly Program[]> {
  const files = await Array.fromAsync(glob('pages/**/*.md', { cwd: siteDirectory }));
  const pages = await Promise.all(
    files.map((file) => readFile(path.join(siteDirectory, file), 'utf8')),
  );
  const block =
    /```ts title="(?<file>[\w-]+\.ts)"\n(?<source>.*?)```(?:\n\n```text\n(?<output>.*?)```)?/gs;
  const onPages = pages.flatMap((page) =>
    [...page.matchAll(block)].map(({ groups }): Program => ({
      file: groups?.['file'] ?? '',
      source: groups?.['source'] ?? '',
      output: groups?.['output'],
    })),
  );
  const example = path.join(siteDirectory, 'src/landing/example.ts');
  const onFront = {
    file: 'example.ts',
    source: await readFile(example, 'utf8'),
    output: undefined,
  };
  return [...onPages, onFront];
}

function literally(text: string): RegExp {
  return new RegExp(`^${RegExp.escape(text)}$`);
}
