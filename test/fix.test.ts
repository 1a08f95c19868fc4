import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fix-test-'));
  await writeFile(path.join(folder, 'tsconfig.json'), '{}');
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the script in a folder with this source, and returns how it ended and the source after it. */
async function fix(source: string): Promise<{ status: number | null; source: string }> {
  const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly fix: string };
  };
  const file = path.join(folder, 'source.ts');
  await writeFile(file, source);
  const programs = path.join(root, 'node_modules/.bin');
  const { status } = spawnSync(scripts.fix, {
    cwd: folder,
    shell: true,
    env: { ...process.env, PATH: [programs, process.env['PATH']].join(path.delimiter) },
  });
  return { status, source: await readFile(file, 'utf8') };
}

test('the script `fix` formats, and fails if an error is left to fix', async () => {
  expect(await fix('export const one=1')).toEqual({
    status: 0,
    source: 'export const one = 1;\n',
  });
  // What no program can fix: an assignment to a constant.
  const { status, source } = await fix('export const one=1\none=2');
  expect(source).toBe('export const one = 1;\none = 2;\n');
  expect(status).not.toBe(0);
});
