import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { type Catalogue, parseCatalogue } from './catalogue.ts';
import { type ConnectorFacts, readConnector } from './connector.ts';
import { type Dependency, dependencyTree } from './dependencies.ts';

/** A folder of English pages, with one catalogue per language beside them. */
export interface PageFolder {
  /** From the root. */
  readonly folder: string;
  /** From the root: the pages, in order. */
  readonly pages: readonly string[];
  /** The package that the pages are about. */
  readonly package?: PackageFacts;
  readonly connector?: ConnectorFacts;
}

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** What an installation brings. */
  readonly dependencies: readonly Dependency[];
}

/** All that pages are made from. Paths are from `root`, with forward slashes. */
export interface Project {
  readonly root: string;
  /** English first. */
  readonly locales: readonly string[];
  readonly folders: readonly PageFolder[];
  readonly connectors: readonly PackagedConnector[];
  /** The repository's address for readers: `https://github.com/owner/name`. */
  readonly repository?: string;
  /** Where the catalogues of the shared words are, and which of them this project may write. */
  readonly shared: SharedCatalogues;
  /** How this project's people run the generator. */
  readonly commands: { readonly write: string; readonly sync: string };
  readonly readFile: (file: string) => string;
  readonly hasFile: (file: string) => boolean;
  readonly readCatalogue: (folder: string, locale: string) => Catalogue | undefined;
}

export interface PackagedConnector {
  readonly packageName: string;
  readonly package: PackageFacts;
  readonly facts: ConnectorFacts;
}

interface SharedCatalogues {
  /** From the root; the project's own words for what all guides share. */
  readonly folder: string;
  readonly read: (locale: string) => readonly Catalogue[];
}

interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly keywords?: readonly string[];
  readonly repository?: string | { readonly url: string };
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly packageManager?: string;
  readonly devEngines?: { readonly packageManager?: { readonly version?: string } };
}

const bundledLocales = fileURLToPath(new URL('../locales', import.meta.url));

/** Finds packages, pages and languages under a root, and asks every connector for its facts. */
export async function readProject(root: string): Promise<Project> {
  const readFile = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const find = (pattern: string | readonly string[]): readonly string[] =>
    globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' })
      .map((file) => file.replaceAll(path.sep, '/'))
      .toSorted();
  const packages = packageFiles(root, readFile, find).map((file) => ({
    file,
    folder: path.posix.dirname(file),
    json: JSON.parse(readFile(file)) as PackageJson,
  }));

  const folders: PageFolder[] = [];
  for (const { file, folder, json } of packages) {
    const guide = path.posix.join(folder, 'guide');
    const pages = find(path.posix.join(guide, 'guide.md'));
    const isConnector = json.keywords?.includes('sms-connector') === true;
    if (pages.length === 0 && !isConnector) continue;
    const name = json.name ?? '';
    folders.push({
      folder: guide,
      pages: [path.posix.join(guide, 'guide.md')],
      package: {
        name,
        version: json.version ?? '0.0.0',
        folder,
        dependencies: dependencyTree(path.join(root, folder)),
      },
      ...(isConnector && {
        connector: await readConnector(path.join(root, folder), name, file),
      }),
    });
  }
  const handWritten = find('docs/pages/**/*.md');
  if (handWritten.length > 0) folders.push({ folder: 'docs/pages', pages: handWritten });

  const shared = sharedCatalogues(root);
  const catalogues = find(
    [...folders.map(({ folder }) => folder), shared.folder].map((folder) => `${folder}/*.po`),
  );
  const tags = new Set(catalogues.map((file) => path.posix.basename(file, '.po')));
  const connectors = folders.flatMap(({ package: owner, connector }) =>
    owner === undefined || connector === undefined
      ? []
      : [{ packageName: owner.name, package: owner, facts: connector }],
  );
  const repository = repositoryAddress(packages.map(({ json }) => json.repository).find(Boolean));
  return {
    root,
    locales: ['en', ...[...tags].toSorted()],
    folders,
    connectors,
    ...(repository !== undefined && { repository }),
    shared,
    commands: commandsOf(root, packages.find(({ folder }) => folder === '.')?.json),
    readFile,
    hasFile: (file) => existsSync(path.join(root, file)),
    readCatalogue: (folder, locale) => readCatalogue(root, path.posix.join(folder, `${locale}.po`)),
  };
}

/** The workspace's packages where there are several, the root's own where there is one. */
function packageFiles(
  root: string,
  readFile: (file: string) => string,
  find: (pattern: string | readonly string[]) => readonly string[],
): readonly string[] {
  const patterns = [
    ...workspacePatterns(find('pnpm-workspace.yaml').map(readFile), (text) => {
      const { packages } = parseYaml(text) as { packages?: string[] };
      return packages;
    }),
    ...workspacePatterns(find('package.json').map(readFile), (text) => {
      const { workspaces } = JSON.parse(text) as PackageJson;
      return workspaces;
    }),
  ].filter((pattern) => !pattern.startsWith('!'));
  return find(['package.json', ...patterns.map((pattern) => `${pattern}/package.json`)]);
}

function workspacePatterns(
  texts: readonly string[],
  read: (text: string) => readonly string[] | undefined,
): readonly string[] {
  return texts.flatMap((text) => read(text) ?? []);
}

/**
 * The words that all guides share are translated where this package lies in the project itself; elsewhere
 * the project's `locales` adds to what the package brings.
 */
function sharedCatalogues(root: string): SharedCatalogues {
  const fromRoot = path.relative(root, bundledLocales).replaceAll(path.sep, '/');
  const isOurs = !fromRoot.startsWith('..') && !fromRoot.split('/').includes('node_modules');
  const folder = isOurs ? fromRoot : 'locales';
  const files = (locale: string) => [
    [root, path.posix.join(folder, `${locale}.po`)] as const,
    ...(isOurs ? [] : [[bundledLocales, `${locale}.po`] as const]),
  ];
  const known = new Map<string, readonly Catalogue[]>();
  const read = (locale: string): readonly Catalogue[] =>
    files(locale).flatMap(([base, file]) => {
      const catalogue = readCatalogue(base, file);
      return catalogue === undefined ? [] : [catalogue];
    });
  return {
    folder,
    read: (locale) => {
      const catalogues = known.get(locale) ?? read(locale);
      known.set(locale, catalogues);
      return catalogues;
    },
  };
}

function readCatalogue(root: string, file: string): Catalogue | undefined {
  try {
    const source = readFileSync(path.join(root, file), 'utf8');
    return parseCatalogue(source, file, path.posix.basename(file, '.po'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function repositoryAddress(repository: PackageJson['repository']): string | undefined {
  const url = typeof repository === 'object' ? repository.url : repository;
  const name = url?.match(/github(?:\.com[/:]|:)([\w.-]+\/[\w.-]+?)(?:\.git)?$/)?.[1];
  return name === undefined ? undefined : `https://github.com/${name}`;
}

function commandsOf(root: string, json: PackageJson = {}): Project['commands'] {
  const { scripts } = json;
  const bin = 'npx sms-connectors-docs';
  const usesPnpm = ['pnpm-workspace.yaml', 'pnpm-lock.yaml'].some((file) =>
    existsSync(path.join(root, file)),
  );
  const runScript = usesPnpm ? `npx ${pnpmOf(json)} run` : 'npm run';
  return {
    write: scripts?.['docs'] === undefined ? bin : `${runScript} docs`,
    sync: scripts?.['docs:sync'] === undefined ? `${bin} sync` : `${runScript} docs:sync`,
  };
}

/** The pnpm that a project asks for: `pnpm@12`. */
function pnpmOf({ packageManager, devEngines }: PackageJson): string {
  const version = packageManager ?? devEngines?.packageManager?.version ?? '';
  const major = /\d+/.exec(version)?.[0];
  return major === undefined ? 'pnpm' : `pnpm@${major}`;
}
