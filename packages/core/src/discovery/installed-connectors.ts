import { readdir, readFile } from 'node:fs/promises';
import { createRequire, findPackageJSON } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type AnyConnectorFactory,
  isConnectorFactory,
} from '../connector/any-connector-factory.ts';

/** A connector package that a project can use. */
export interface InstalledConnector {
  readonly packageName: string;
  readonly version: string;
  /** The page that describes the package, or the provider's API. */
  readonly homepage: string;
  /** The package's folder. */
  readonly folder: string;
  /** The file that exports the factory as `connector`. */
  readonly entry: string;
  readonly factory: AnyConnectorFactory;
}

export interface InstalledConnectors {
  /** One for each id, sorted by it. */
  readonly connectors: readonly InstalledConnector[];
  /** The names of connector packages that are not built, or broken. */
  readonly unloadable: readonly string[];
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly homepage?: string;
  readonly keywords?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The connectors that a directory can use: packages with the keyword `sms-connector` among the packages of its
 * workspace and the dependencies of its package.json; after them, among the dependencies of other package.json files.
 * @throws `TypeError` for a connector package that exports no connector
 */
export async function installedConnectors(
  directory: string,
  otherPackageFiles: readonly string[] = [],
): Promise<InstalledConnectors> {
  const owners = [path.join(directory, 'package.json'), ...otherPackageFiles];
  const files = new Set([
    ...(await workspacePackages(directory)),
    ...(await Promise.all(owners.map(dependencies))).flat(),
  ]);
  const found = await Promise.all([...files].map(connectorOf));
  const loaded = found.filter((result) => typeof result === 'object');
  // The first package of an id wins.
  const byId = new Map(loaded.toReversed().map((each) => [each.factory.manifest.id, each]));
  return {
    connectors: [...byId.keys()].toSorted().flatMap((id) => byId.get(id) ?? []),
    unloadable: found.filter((result) => typeof result === 'string'),
  };
}

/**
 * The factory of a connector package, which is looked for beside each of these files or modules in turn; or why there
 * is none.
 */
export async function loadConnector(
  packageName: string,
  besides: readonly string[],
): Promise<AnyConnectorFactory | 'not_installed' | 'no_connector'> {
  const entry = besides.reduce<string | undefined>(
    (found, beside) => found ?? resolve(packageName, beside),
    undefined,
  );
  if (entry === undefined) return 'not_installed';
  const connector = await connectorIn(entry);
  return isConnectorFactory(connector) ? connector : 'no_connector';
}

async function workspacePackages(directory: string): Promise<readonly string[]> {
  const folder = path.join(directory, 'packages');
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => path.join(folder, name, 'package.json'));
}

async function dependencies(packageFile: string): Promise<readonly string[]> {
  const description = await readPackage(packageFile);
  const names = Object.keys({
    ...description?.dependencies,
    ...description?.devDependencies,
    ...description?.optionalDependencies,
  });
  const base = pathToFileURL(packageFile);
  return names.map((name) => packageOf(name, base)).filter((file) => file !== undefined);
}

/** Returns a dependency's package.json, or `undefined` if it is listed but not installed. */
function packageOf(name: string, base: URL): string | undefined {
  try {
    return findPackageJSON(name, base);
  } catch {
    return undefined;
  }
}

async function readPackage(file: string): Promise<PackageFile | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as PackageFile;
  } catch {
    return undefined;
  }
}

/** The connector of a package, the name of one that cannot be loaded, or `undefined` if it is no connector. */
async function connectorOf(packageFile: string): Promise<InstalledConnector | string | undefined> {
  const description = await readPackage(packageFile);
  if (description?.keywords?.includes('sms-connector') !== true) return undefined;
  const { name: packageName, version, homepage } = description;
  const entry = resolve(packageName, packageFile);
  const factory = entry && (await connectorIn(entry).catch(() => packageName));
  if (entry === undefined || typeof factory === 'string') return packageName;
  if (!isConnectorFactory(factory)) {
    throw new TypeError(
      `${packageName} must export its connector as \`connector\`. Update the package.`,
    );
  }
  const folder = path.dirname(packageFile);
  const { docsUrl } = factory.manifest;
  return { packageName, version, homepage: homepage ?? docsUrl, folder, entry, factory };
}

/** The main module of a package. */
function resolve(packageName: string, beside: string): string | undefined {
  try {
    return createRequire(beside).resolve(packageName);
  } catch {
    return undefined;
  }
}

async function connectorIn(entry: string): Promise<unknown> {
  const exported = (await import(pathToFileURL(entry).href)) as { readonly connector?: unknown };
  return exported.connector;
}
