import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const packages = path.resolve(import.meta.dirname, '../..');
const root = mkdtempSync(path.join(tmpdir(), 'somebody-else-'));

// The generator as npm brings it: compiled, in node_modules of a repository that knows nothing of ours.
beforeAll(() => {
  cpSync(path.join(import.meta.dirname, 'fixture'), root, { recursive: true });
  for (const name of ['core', 'docs']) {
    const source = path.join(packages, name);
    const target = path.join(root, 'node_modules/@sms-connectors', name);
    mkdirSync(target, { recursive: true });
    cpSync(path.join(source, 'package.json'), path.join(target, 'package.json'));
    for (const asset of name === 'docs' ? ['locales', 'shared'] : []) {
      cpSync(path.join(source, asset), path.join(target, asset), { recursive: true });
    }
    linkDependencies(path.join(source, 'node_modules'));
    const tsc = path.join(packages, '../node_modules/.bin/tsc');
    const outDir = path.join(target, 'dist');
    execFileSync(tsc, ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', outDir], {
      cwd: source,
    });
  }
});

afterAll(() => rmSync(root, { recursive: true }));

function linkDependencies(from: string): void {
  for (const name of globSync(['*', '@*/*'], { cwd: from })) {
    const link = path.join(root, 'node_modules', name);
    if (/^@[^/]*$|^@sms-connectors/.test(name) || existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(from, name), link);
  }
}

function run(...args: string[]) {
  const bin = path.join(root, 'node_modules/@sms-connectors/docs/dist/command.js');
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: '' };
  return new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}

describe('in somebody else’s repository with one connector', () => {
  test('writes, checks, and reports problems', async () => {
    expect(await run()).toEqual({
      code: 0,
      out: '✓ Docs of 1 connector, en, fr, pt: 10 written, 0 unchanged, 0 removed.\n',
      err: '',
    });
    expect(readFileSync(path.join(root, 'guide/README.pt.md'), 'utf8')).toContain(
      '# Enviar códigos com a Acme',
    );
    expect(await run('--check')).toMatchObject({
      code: 0,
      out: '✓ Checked the docs of 1 connector, en, fr, pt.\n',
    });

    writeFileSync(path.join(root, 'README.md'), '# Mine\n');
    const { code, out, err } = await run('--check');
    expect({ code, out }).toEqual({
      code: 1,
      out: '✗ Checked the docs of 1 connector, en, fr, pt. 1 problem.\n',
    });
    expect(err).toContain('README.md\n  ✗ files Out of date with guide/guide.md');
    expect(err).toContain('Run `npx sms-connectors-docs`.');
    expect(readFileSync(path.join(root, 'README.md'), 'utf8')).toBe('# Mine\n');
  });

  test('prints JSON with --json', async () => {
    await run();
    const { code, out } = await run('--check', '--json');
    expect({ code, report: JSON.parse(out) }).toMatchObject({
      code: 0,
      report: { ok: true, faults: [] },
    });
  });

  test('says how to start a language if there is none', async () => {
    const catalogues = globSync('**/*.po', { cwd: root, exclude: ['node_modules'] });
    const kept = catalogues.map(
      (file) => [path.join(root, file), readFileSync(path.join(root, file))] as const,
    );
    for (const [file] of kept) rmSync(file);
    const { code, out } = await run('sync');
    for (const [file, content] of kept) writeFileSync(file, content);
    expect({ code, out }).toEqual({
      code: 0,
      out: '✓ English is the only language; start French with `npx sms-connectors-docs sync fr`.\n',
    });
  });

  test('starts a language', async () => {
    const { code, out } = await run('sync', 'eo');
    expect(code).toBe(0);
    expect(out).toContain('guide/eo.po: 12 to translate, 0 obsolete\n');
    const checked = await run('--check');
    expect(checked.code).toBe(0);
    expect(checked.err).toMatch(/^\n! eo: \d+ sentences not translated\n/);
    expect(checked.err).toMatch(
      /\n {4}guide\/eo\.po\n( {6}Not translated: .*\n){5} {6}… and 7 more\n/,
    );
    const strict = await run('--check', '--strict');
    expect(strict.code).toBe(1);
    expect(strict.err).toContain('Not translated: (guide) “Send codes with Acme”');
    rmSync(path.join(root, 'guide/eo.po'));
    rmSync(path.join(root, 'locales'), { recursive: true });
  });

  test.each([
    [['--wat'], 2, "Unknown option '--wat'"],
    [['publish'], 2, 'Unknown command “publish”.'],
    [['sync', '--check'], 2, 'sync cannot be combined with --check.'],
    [['--strict'], 2, '--strict belongs to --check.'],
    [['--keep'], 2, '--keep belongs to sync.'],
    [['--site-url', 'docs'], 2, '--site-url: “docs” is not a web address.'],
    [['sync', 'english!'], 2, '“english!” is neither a folder nor a language tag'],
    [['--help'], 0, ''],
  ])('%j exits with %i', async (args, code, text) => {
    const result = await run(...args);
    expect(result.code).toBe(code);
    expect(result.err).toContain(text);
    expect(result.out + result.err).toMatch(
      code === 0
        ? /^Usage: sms-connectors-docs/
        : /^✗ [^\n]*\.\nRun sms-connectors-docs --help for usage\.\n$/,
    );
  });

  test('syncs one folder', async () => {
    const { code, out } = await run('sync', 'guide');
    expect(code).toBe(0);
    expect(out).toBe('✓ 2 catalogues updated, 0 incomplete.\n');
  });

  test('starts a language only in a folder that has sentences', async () => {
    mkdirSync(path.join(root, 'empty'));
    const { code, err } = await run('sync', 'eo', 'empty');
    expect(code).toBe(1);
    expect(err).toContain('empty\n  ✗ page This folder has no guide and no pages.');
    expect(globSync('**/eo.po', { cwd: root, exclude: ['node_modules'] })).toEqual([]);

    expect(await run('sync', 'eo', 'guide')).toMatchObject({ code: 0 });
    expect(existsSync(path.join(root, 'guide/eo.po'))).toBe(true);
    rmSync(path.join(root, 'guide/eo.po'));
    rmSync(path.join(root, 'locales'), { recursive: true });
  });

  test('reports that there is no connector', async () => {
    const { code, err } = await run('--root', tmpdir());
    expect(code).toBe(1);
    expect(err).toContain('No connector and no page found here.');
  });
});
