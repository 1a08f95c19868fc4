import { readFileSync } from 'node:fs';
import { type NewConnector, oldestNode, packageName } from './new-connector.ts';

const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** Makes the package.json of a new connector. */
export function packageManifest(connector: NewConnector): string {
  const { id, name, inWorkspace } = connector;
  const manifest = {
    name: packageName(connector),
    version: '0.0.0',
    description: `Send verification codes by SMS with ${name}.`,
    // The keyword sms-connector is how tools find connectors.
    keywords: [id, 'otp', 'sms', 'sms-connector', 'verification'].toSorted(),
    ...(inWorkspace && repositoryFields(id)),
    license: 'MIT',
    ...(inWorkspace && { repository: repository(id) }),
    files: [
      'dist',
      'guide/*.json',
      'guide/*.md',
      'guide/*.svg',
      '!guide/README.*',
      '!guide/guide.md',
      'src',
    ],
    type: 'module',
    sideEffects: false,
    // For tools that do not read `exports`.
    main: './dist/index.js',
    types: './dist/index.d.ts',
    typesVersions: { '*': { emulator: ['./dist/emulator.d.ts'] } },
    exports: {
      '.': entry('index'),
      './emulator': entry('emulator'),
      './guide/*.json': './guide/*.json',
      './guide/*.md': './guide/*.md',
      './guide/*.svg': './guide/*.svg',
      './package.json': './package.json',
    },
    publishConfig: { access: 'public' },
    scripts: {
      build: 'tsc -p tsconfig.build.json',
      ...(inWorkspace ? { test: 'vitest run --config ../../vitest.config.ts' } : ownScripts),
    },
    dependencies: versions(connector, ['@sms-connectors/core']),
    ...(!inWorkspace && { devDependencies: versions(connector, ownTools) }),
    engines: { node: `>=${oldestNode}` },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const ownScripts = {
  'check:types': 'tsc',
  test: 'vitest run',
  // The generator reads the built package.
  docs: 'npm run build && sms-connectors-docs',
  'docs:sync': 'npm run build && sms-connectors-docs sync',
  prepack: 'npm run build',
};
const ownTools = ['@sms-connectors/docs', '@types/node', 'typescript', 'vitest'];

function versions({ inWorkspace }: NewConnector, names: readonly string[]) {
  return Object.fromEntries(
    names.map((name) => {
      const version = own.devDependencies[name] ?? 'latest';
      // On npm, our package.json has the versions that were tested together.
      const isRange = /^[\d^~]/.test(version);
      return [name, inWorkspace || isRange ? version : 'latest'];
    }),
  );
}

function entry(name: string) {
  return { '@sms-connectors/source': `./src/${name}.ts`, default: `./dist/${name}.js` };
}

function repositoryFields(id: string) {
  const repositoryUrl = 'https://github.com/sms-connectors/sms-connectors';
  return {
    homepage: `${repositoryUrl}/tree/main/packages/${id}#readme`,
    bugs: `${repositoryUrl}/issues`,
  };
}

function repository(id: string) {
  const url = 'git+https://github.com/sms-connectors/sms-connectors.git';
  return { type: 'git', url, directory: `packages/${id}` };
}
