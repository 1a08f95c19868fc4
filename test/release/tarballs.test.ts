import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { budgets, connectorBudget } from './budgets.ts';
import { publishedPackages } from './packages.ts';
import { attempt, tool } from './run.ts';

const { repository, tarballs, unpacked } = inject('release');

describe.each(publishedPackages(repository))('the tarball of $name', ({ id, name, ...packed }) => {
  const tarball = path.join(tarballs, packed.tarball);
  const folder = path.join(unpacked, id);
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

  test('satisfies publint', async () => {
    expect(await attempt(tool('publint'), ['run', '--strict', tarball])).toMatchObject({ code: 0 });
  });

  test('has the right types for every resolution', async () => {
    // Node loads ES modules with `require`. A JSON file has no types, and TypeScript's node10 knows no exports.
    const rules = ['--ignore-rules', 'cjs-resolves-to-esm', '--format', 'ascii'];
    const args = [...rules, '--exclude-entrypoints', './guide.schema.json', '--', tarball];
    expect(await attempt(tool('attw'), args)).toMatchObject({ code: 0 });
  });

  test('contains only the build, its sources, one README and the licence', () => {
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    const others = files.filter(
      (file) =>
        !/^(dist|src)\/|^guide\/(?!guide\.md|README)[\w.-]+\.(json|md|svg)$|^locales\/[\w-]+\.po$|^(?:shared\/[\w-]+\.md|recipes\/[\w-]+\.json)$/.test(
          file,
        ),
    );
    expect(others.toSorted()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(files.filter((file) => /^readme/i.test(path.basename(file)))).toEqual(['README.md']);
    expect(read('README.md')).toContain(name);
    expect(read('LICENSE')).toMatch(/^MIT License\n/);
    // The test in the template is not one of our tests.
    const unwanted = /\.test\.|(^|\/)test\/|\.tsbuildinfo$|\.tgz$/;
    expect(files.filter((file) => !file.includes('/template/') && unwanted.test(file))).toEqual([]);
  });

  test('brings its guide as data if it exports one', () => {
    const isExported = packed.manifest.exports?.['./guide/*.json'] !== undefined;
    const expected = isExported ? globSync('guide/*.json', { cwd: packed.folder }) : [];
    expect(files.filter((file) => /^guide\/[\w-]+\.json$/.test(file)).toSorted()).toEqual(
      expected.toSorted(),
    );
    expect(expected.includes(path.join('guide', 'en.json'))).toBe(isExported);
  });

  test('has a source map for every module, and every source in the maps', () => {
    // The console's page is a bundle: maps of it would hold all the libraries that it was made of.
    const modules = files.filter((file) => /^dist\/(?!page\/).*(\.js|\.d\.ts)$/.test(file));
    expect(modules.length).toBeGreaterThan(1);
    for (const file of modules) {
      const url = /\/\/# sourceMappingURL=(.+)\s*$/.exec(read(file))?.[1];
      expect(url, file).toBe(`${path.basename(file)}.map`);
      const { sources, sourceRoot = '' } = JSON.parse(read(`${file}.map`)) as SourceMap;
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) {
        const target = path.join(folder, path.dirname(file), sourceRoot, source);
        expect(existsSync(target), `${file} → ${source}`).toBe(true);
        expect(path.relative(folder, target)).toMatch(/^src\//);
      }
    }
  });

  test('contains no path of the build machine and no workspace version', () => {
    for (const file of files) {
      const text = read(file);
      expect(text, file).not.toContain(path.dirname(repository));
      expect(text, file).not.toMatch(/"(workspace|catalog|file|link):/);
    }
  });

  test('brings the licences of what is bundled into it', () => {
    const bundles = files.filter((file) => /^dist\/page\/.*\.js$/.test(file));
    const licences = files.filter((file) => path.basename(file) === 'third-party-licences.md');
    expect(licences).toEqual(bundles.length === 0 ? [] : ['dist/page/third-party-licences.md']);
  });

  // Only this repository sets the source condition, so users never load a .ts file.
  test('resolves to built modules under the conditions of all runtimes and bundlers', () => {
    const { exports, imports } = JSON.parse(read('package.json')) as Record<string, object>;
    for (const target of targets([exports, imports])) {
      expect(
        files.filter((file) => path.matchesGlob(file, target.slice(2))),
        target,
      ).not.toEqual([]);
      expect(target).toMatch(
        /^\.\/(dist\/.*\.js|guide\/(\*\.json|\*\.md|\*\.svg|guide\.schema\.json)|recipes\/\*\.json|package\.json)$/,
      );
    }
  });

  test('stays within its budget', () => {
    const budget = budgets[id] ?? connectorBudget;
    expect(statSync(tarball).size / 1000).toBeLessThan(budget.tarball);
  });
});

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourceRoot?: string;
}

/** Returns all files in `exports` and `imports`, except those of this repository's own condition. */
function targets(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [entry];
  return Object.entries(entry ?? {})
    .filter(([condition]) => condition !== '@sms-connectors/source')
    .flatMap(([, target]) => targets(target));
}
