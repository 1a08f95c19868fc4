import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { publishedPackages } from './packages.ts';
import { run, tool } from './run.ts';

const { repository } = inject('release');

const entries = publishedPackages(repository).flatMap(({ id, name, folder, manifest }) =>
  Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) => {
    const built = (target as { readonly default?: string }).default;
    if (built?.endsWith('.js') !== true) return [];
    const declarations = built.replace(/\.js$/, '.d.ts');
    return [{ specifier: path.posix.join(name, entry), id, folder, declarations, entry }];
  }),
);

// What a package's types say is a promise to its users. A change here needs a changeset that tells them; then
// `pnpm check:release -u` takes it into the record, for the review to see.
test.each(entries)('the public API of $specifier', async ({ id, folder, declarations, entry }) => {
  const report = [id, ...entry.split('/').slice(1)].join('.');
  const file = path.join(folder, `api-extractor.${report}.json`);
  const reports = path.join(folder, 'api');
  mkdirSync(reports, { recursive: true });
  writeFileSync(file, JSON.stringify(extractorConfig(declarations, report)));
  await run(tool('api-extractor'), ['run', '--local', '--config', file]);
  const written = readFileSync(path.join(reports, `${report}.api.md`), 'utf8');
  await expect(written).toMatchFileSnapshot(`api/${report}.api.md`);
});

function extractorConfig(declarations: string, report: string): object {
  const off = { enabled: false };
  const silent = { default: { logLevel: 'none' } };
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    types: ['node'],
    typeRoots: [path.join(repository, 'node_modules/@types')],
    skipLibCheck: true,
  };
  return {
    projectFolder: '.',
    mainEntryPointFilePath: declarations.replace('./', '<projectFolder>/'),
    apiReport: {
      enabled: true,
      reportFileName: `${report}.api.md`,
      reportFolder: '<projectFolder>/api',
      reportTempFolder: '<projectFolder>/api/temp',
    },
    docModel: off,
    dtsRollup: off,
    tsdocMetadata: off,
    compiler: { overrideTsconfig: { compilerOptions, files: [declarations] } },
    messages: {
      compilerMessageReporting: { default: { logLevel: 'error' } },
      extractorMessageReporting: silent,
      tsdocMessageReporting: silent,
    },
  };
}
