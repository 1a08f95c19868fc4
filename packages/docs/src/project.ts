import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { type Catalogue, parseCatalogue } from './catalogue.ts';
import { type ConnectorFacts, readConnector, readSchema, type SchemaFacts } from './connector.ts';
import { type Dependency, dependencyTree } from './dependencies.ts';
import {
  type EndUserTextsFacts,
  englishFileName,
  readEndUserTexts,
} from './read-end-user-texts.ts';
import { type InterfaceFolder, interfaceOf } from './interface-sentences.ts';

/** A folder of English pages, with one catalogue per language beside them. */
export interface PageFolder {
  /** Relative to the root. */
  readonly folder: string;
  /** The pages in order, relative to the root. */
  readonly pages: readonly string[];
  /** The package that the pages describe. */
  readonly package?: PackageFacts;
  readonly connector?: ConnectorFacts;
  /** The other schemas of the package that its pages show, by the name of their export. */
  readonly schemas?: ReadonlyMap<string, SchemaFacts>;
  /** What the package shows to the people who use an application. */
  readonly endUserTexts?: EndUserTextsFacts;
}

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** The packages that are installed with it. */
  readonly dependencies: readonly Dependency[];
}

/** Everything that pages are made from. Paths are relative to `root`, with forward slashes. */
export interface Project {
  readonly root: string;
  /** English first. */
  readonly locales: readonly string[];
  /** The languages that the project declares complete everywhere, without English. */
  readonly completeLocales?: readonly string[];
  readonly folders: readonly PageFolder[];
  readonly connectors: readonly PackagedConnector[];
  readonly interfaces: readonly InterfaceFolder[];
  /** The web address of the docs site, without a slash at the end. Links in published guides begin with it. */
  readonly site?: string;
  /** The repository's web URL: `https://github.com/owner/name`. */
  readonly repository?: string;
  /** The folders with the shared catalogues, and which of them this project can write. */
  readonly shared: SharedCatalogues;
  /** The commands with which contributors run the generator. */
  readonly commands: { readonly write: string; readonly sync: string };
  readonly readFile: (file: string) => string;
  readonly hasFile: (file: string) => boolean;
  readonly readCatalogue: (folder: string, locale: string) => Catalogue | undefined;
  /** Whether a release needs a catalogue complete: its language or the catalogue itself is declared complete. */
  readonly mustBeComplete: (locale: string, catalogue: Catalogue | undefined) => boolean;
}

export interface PackagedConnector {
  readonly packageName: string;
  readonly package: PackageFacts;
  readonly facts: ConnectorFacts;
}

interface SharedCatalogues {
  /** The project's own translations of shared sentences; relative to the root. */
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
  readonly 'sms-connectors'?: ProjectSettings;
  readonly packageManager?: string;
  readonly devEngines?: { readonly packageManager?: { readonly version?: string } };
}

/** What a project's package.json says to this generator. */
interface ProjectSettings {
  /** The languages that a release needs complete everywhere. */
  readonly completeLanguages?: readonly string[];
  /** The web address of the docs site. */
  readonly site?: string;
}

const bundledLocales = fileURLToPath(new URL('../locales', import.meta.url));

export interface ReadOptions {
  /** The web address of the docs site. Default: `site` in the root's package.json. */
  readonly siteUrl?: string | undefined;
}

/** Finds the packages, pages and languages under a root, and reads the facts of every connector. */
export async function readProject(root: string, { siteUrl }: ReadOptions = {}): Promise<Project> {
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
      schemas: await readSchemas(path.join(root, folder), name, file, pages.map(readFile)),
      ...(await readEndUserTexts(root, find(`${folder}/src/**/${englishFileName}`))),
    });
  }
  const handWritten = find('docs/pages/**/*.md');
  if (handWritten.length > 0) folders.push({ folder: 'docs/pages', pages: handWritten });

  const shared = sharedCatalogues(root);
  const interfaces = packages
    .filter(({ folder }) => path.posix.join(folder, 'locales') !== shared.folder)
    .filter(({ folder }) => find(`${folder}/locales/*.po`).length > 0)
    .map(({ folder }) => interfaceOf(root, folder));
  const catalogues = find(
    [...folders, ...interfaces, shared].map(({ folder }) => `${folder}/*.po`),
  );
  const own = packages.find(({ folder }) => folder === '.')?.json;
  const { completeLanguages, site: ownSite } = own?.['sms-connectors'] ?? {};
  const site = siteUrl ?? ownSite;
  const completeLocales = completeLanguages?.filter((locale) => locale !== 'en');
  const tags = new Set([
    ...(completeLocales ?? []),
    ...catalogues.map((file) => path.posix.basename(file, '.po')),
  ]);
  const connectors = folders.flatMap(({ package: owner, connector }) =>
    owner === undefined || connector === undefined
      ? []
      : [{ packageName: owner.name, package: owner, facts: connector }],
  );
  const repository = repositoryAddress(packages.map(({ json }) => json.repository).find(Boolean));
  return {
    root,
    locales: ['en', ...[...tags].toSorted()],
    ...(completeLocales !== undefined && { completeLocales }),
    folders,
    connectors,
    interfaces,
    ...(site !== undefined && { site: site.replace(/\/+$/, '') }),
    ...(repository !== undefined && { repository }),
    shared,
    commands: commandsOf(root, own),
    readFile,
    hasFile: (file) => existsSync(path.join(root, file)),
    readCatalogue: (folder, locale) => readCatalogue(root, path.posix.join(folder, `${locale}.po`)),
    // A project that declares nothing needs all of its languages.
    mustBeComplete: (locale, catalogue) =>
      catalogue?.isDeclaredComplete === true || (completeLocales?.includes(locale) ?? true),
  };
}

/** Reads the schemas that pages name: `::config-types{of=deliveryPlanSchema}`. */
async function readSchemas(
  folder: string,
  packageName: string,
  file: string,
  pages: readonly string[],
): Promise<ReadonlyMap<string, SchemaFacts>> {
  const named = pages.flatMap((page) => [...page.matchAll(/^::config-types\{of=(\w+)\}/gm)]);
  const names = [...new Set(named.map(([, name = '']) => name))];
  const facts = await Promise.all(names.map((name) => readSchema(folder, packageName, name, file)));
  return new Map(names.map((name, index) => [name, facts[index] as SchemaFacts]));
}

/** Returns the packages of a workspace, or the root's package if there is no workspace. */
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
 * The shared catalogues are in this package. Only the repository that contains it can write them; other projects
 * add translations in their own `locales` folder.
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

/** Returns the pnpm version of a project: `pnpm@12`. */
function pnpmOf({ packageManager, devEngines }: PackageJson): string {
  const version = packageManager ?? devEngines?.packageManager?.version ?? '';
  const major = /\d+/.exec(version)?.[0];
  return major === undefined ? 'pnpm' : `pnpm@${major}`;
}
