import { describe, expect, test } from 'vitest';
import { connectorPackages, packages } from './workspace.ts';

describe.each(packages)('$folder', ({ folder, id, files, manifest, entries, read }) => {
  const root = '../'.repeat(folder.split('/').length);

  test('has only package.json and a one-line tsconfig.build.json as config files', () => {
    const configs = files.filter((file) =>
      /^[^/]*(\.json|\.ya?ml|\.config\.\w+)$|^\.[^/]+$/.test(file),
    );
    expect(configs.toSorted()).toEqual(['package.json', 'tsconfig.build.json']);
    expect(read('tsconfig.build.json')).toBe(`{ "extends": "${root}tsconfig.build.json" }\n`);
  });

  test('has a licence, one README at its root, sources and tests', () => {
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'src/index.ts', 'test']));
    expect(files.filter((file) => file.startsWith('README'))).toEqual(['README.md']);
  });

  test('has the package.json fields that all packages have', () => {
    expect(manifest).toMatchObject({
      // `npm create x` runs the package create-x, without a scope.
      name: id.startsWith('create-') ? id : `@sms-connectors/${id}`,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      description: expect.stringMatching(/^[A-Z].*\.$/),
      keywords: expect.arrayContaining(['sms']),
      homepage: `https://github.com/sms-connectors/sms-connectors/tree/main/${folder}#readme`,
      bugs: 'https://github.com/sms-connectors/sms-connectors/issues',
      license: 'MIT',
      repository: {
        type: 'git',
        url: 'git+https://github.com/sms-connectors/sms-connectors.git',
        directory: folder,
      },
      files: expect.arrayContaining(['dist', 'src']),
      type: 'module',
      sideEffects: false,
      exports: { './package.json': './package.json' },
      publishConfig: { access: 'public' },
      scripts: {
        build: expect.stringMatching(/^tsc -p tsconfig\.build\.json/),
        test: `vitest run --config ${root}vitest.config.ts`,
      },
      engines: { node: '>=22.12' },
    });
  });

  // TypeScript reads `exports` only from moduleResolution node16 on.
  test('has the types of every entry for tools that do not read exports', () => {
    const [main, ...others] = entries.map(({ specifier, built }) => ({
      path: specifier.slice(manifest.name.length + 1),
      built,
      types: built.replace(/\.js$/, '.d.ts'),
    }));
    const paths = Object.fromEntries(others.map(({ path, types }) => [path, [types]]));
    expect(manifest).toMatchObject({ main: main?.built, types: main?.types });
    expect(manifest.typesVersions).toEqual(others.length === 0 ? undefined : { '*': paths });
  });

  test.each(entries)('resolves $specifier to src here and to dist for users', (entry) => {
    const { source, built } = entry;
    expect(built).toBe(source.replace('./src/', './dist/').replace(/\.ts$/, '.js'));
    expect(files).toContain(source.slice(2));
  });
});

describe.each(connectorPackages)('$folder, a connector', ({ id, files, manifest, entries }) => {
  test('has the files of a connector', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'src/config.ts',
        'src/connector.ts',
        'src/errors.ts',
        'src/manifest.ts',
        'test/connector.test.ts',
        'guide/guide.md',
      ]),
    );
  });

  test('has the keyword of connectors', () => {
    expect(manifest.keywords).toContain('sms-connector');
  });

  test('has the same name for its folder, id and factory', async () => {
    const exported = await entries[0]?.load();
    const factory = id.replaceAll(/-[a-z]/g, (part) => part.charAt(1).toUpperCase());
    expect(exported?.[factory]).toHaveProperty(
      'manifest',
      expect.objectContaining({ contract: 1, id }),
    );
  });
});
