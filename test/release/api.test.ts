import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { publishedPackages } from './packages.ts';
import { loadTool } from './run.ts';

const { repository, folder } = inject('release');
const reports = path.join(folder, 'api');

const entries = publishedPackages(repository).flatMap((published) =>
  Object.entries(published.manifest.exports ?? {}).flatMap(([entry, target]) => {
    const built = (target as { readonly default?: string }).default;
    if (built?.endsWith('.js') !== true) return [];
    return {
      specifier: path.posix.join(published.name, entry),
      report: [published.id, ...entry.split('/').slice(1)].join('.'),
      packageFolder: published.folder,
      declarations: path.join(published.folder, built.replace(/\.js$/, '.d.ts')),
    };
  }),
);

beforeAll(async () => {
  const { CompilerState, Extractor, ExtractorConfig } = (await loadTool(
    '@microsoft/api-extractor/lib-commonjs/index.js',
  )) as ApiExtractor;
  mkdirSync(reports, { recursive: true });
  const configs = entries.map((entry) =>
    ExtractorConfig.prepare({
      configObject: extractorConfig(entry),
      configObjectFullPath: undefined,
      packageJsonFullPath: path.join(entry.packageFolder, 'package.json'),
    }),
  );
  // Share one program: loading the types of the libraries takes longer than all reports together.
  const additionalEntryPoints = entries.map(({ declarations }) => declarations);
  const [first] = configs;
  const compilerState = CompilerState.create(first, { additionalEntryPoints });
  for (const config of configs) {
    Extractor.invoke(config, { compilerState, localBuild: true, messageCallback: keepQuiet });
  }
});

// Types are public API. If they change, add a changeset and update the report with `pnpm check:release -u`, so that
// reviewers see the change.
test.each(entries)('the public API of $specifier', async ({ report }) => {
  const written = readFileSync(path.join(reports, `${report}.api.md`), 'utf8');
  expect(written).toContain('export ');
  await expect(written).toMatchFileSnapshot(`api/${report}.api.md`);
});

test('every type that a public type of core uses is public, too', () => {
  const written = entries
    .filter(({ report }) => report === 'core' || report.startsWith('core.'))
    .map(({ report }) => readFileSync(path.join(reports, `${report}.api.md`), 'utf8'))
    .join('\n');
  const exported = new Set([...written.matchAll(/^export \w+ (\w+)/gm)].map(([, name]) => name));
  const used = [...written.matchAll(/The symbol "(\w+)" needs to be exported/g)];
  expect(exported).toContain('Sender');
  expect(used.map(([, name]) => name).filter((name) => !exported.has(name))).toEqual([]);
});

interface ApiExtractor {
  readonly ExtractorConfig: { readonly prepare: (options: object) => object };
  readonly CompilerState: {
    readonly create: (config: object | undefined, options: object) => object;
  };
  readonly Extractor: { readonly invoke: (config: object, options: object) => unknown };
}

interface ExtractorMessage {
  readonly logLevel: string;
  handled: boolean;
}

/** Prints only errors. The snapshot shows whether a report is new or has changed. */
function keepQuiet(message: ExtractorMessage): void {
  message.handled = message.logLevel !== 'error';
}

function extractorConfig({
  packageFolder,
  declarations,
  report,
}: (typeof entries)[number]): object {
  const off = { enabled: false };
  const silent = { default: { logLevel: 'none' } };
  const inReport = { logLevel: 'none', addToApiReportFile: true };
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    types: ['node'],
    typeRoots: [path.join(repository, 'node_modules/@types')],
    skipLibCheck: true,
  };
  return {
    projectFolder: packageFolder,
    mainEntryPointFilePath: declarations,
    apiReport: {
      enabled: true,
      reportFileName: `${report}.api.md`,
      reportFolder: reports,
      reportTempFolder: path.join(reports, 'temp'),
    },
    docModel: off,
    dtsRollup: off,
    tsdocMetadata: off,
    compiler: { overrideTsconfig: { compilerOptions, files: [declarations] } },
    messages: {
      compilerMessageReporting: { default: { logLevel: 'error' } },
      extractorMessageReporting: { ...silent, 'ae-forgotten-export': inReport },
      tsdocMessageReporting: silent,
    },
  };
}
