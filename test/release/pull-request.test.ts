import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { commitAll, copyRepository, gitIn } from './repository.ts';
import { attempt, rootTool, run } from './run.ts';

let repository = '';
const git = (...args: readonly string[]): Promise<string> => gitIn(repository)(...args);
const inRepository = (file: string): string => path.join(repository, file);
const source = 'packages/core/src/send/recipient.ts';

beforeAll(async () => {
  repository = await copyRepository(path.join(inject('release').folder, 'pull-request'));
});
beforeEach(() => git('switch', '--quiet', '--force-create', 'change', 'main'));

const check = () => attempt(rootTool('pnpm'), ['run', 'check:changeset'], { cwd: repository });

async function change(file: string): Promise<void> {
  writeFileSync(inRepository(file), '\n// Changed.\n', { flag: 'a' });
  await commitAll(repository, `Change ${file}`);
}

describe('a pull request', () => {
  test('that changes a published package fails without a changeset, and says what to run', async () => {
    await change(source);
    const { code, output } = await check();
    expect(code).toBe(1);
    expect(output).toContain('add a changeset: pnpm changeset\n');
  });

  test('passes with the changeset', async () => {
    await change(source);
    const changeset = ['exec', 'changeset', '--patch', '@sms-connectors/core', '-m', 'Fix it.'];
    await run(rootTool('pnpm'), changeset, { cwd: repository });
    await commitAll(repository, 'Add a changeset');
    expect(await check()).toMatchObject({ code: 0 });
  });

  test('passes if the change does not affect users', async () => {
    await change('packages/core/test/recipient.test.ts');
    await change('README.md');
    expect(await check()).toMatchObject({ code: 0 });
  });
});

describe('a commit', () => {
  test('formats only the committed files', async () => {
    await run(rootTool('lefthook'), ['install'], { cwd: repository });
    const untouched = 'export const  notStaged = 1';
    writeFileSync(inRepository('staged.ts'), 'export const  staged = "1"');
    writeFileSync(inRepository('not-staged.ts'), untouched);
    writeFileSync(inRepository('notes.txt'), 'no  code');
    await git('add', 'staged.ts', 'notes.txt');
    await git('commit', '--quiet', '--message', 'Add a file');
    expect(await git('show', 'HEAD:staged.ts')).toBe("export const staged = '1';\n");
    expect(await git('show', 'HEAD:notes.txt')).toBe('no  code');
    expect(readFileSync(inRepository('not-staged.ts'), 'utf8')).toBe(untouched);
  });
});
