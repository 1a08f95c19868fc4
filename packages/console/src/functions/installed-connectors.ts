import type {
  ConfigSchema,
  Connector,
  ConnectorOptions,
  Http,
  Manifest,
} from '@sms-connectors/core';
import type { Emulator, EmulatorOptions } from '@sms-connectors/core/testing';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A connector's factory for any config, which it validates when called. */
export interface AnyFactory {
  (config: unknown, options?: ConnectorOptions): Connector;
  readonly manifest: Manifest;
  readonly configSchema: ConfigSchema;
}

export interface InstalledConnector {
  readonly id: string;
  readonly packageName: string;
  readonly version: string;
  /** The package's folder. */
  readonly folder: string;
  readonly factory: AnyFactory;
  /** Starts the provider's emulator; absent if the package has none. */
  readonly startEmulator?: StartEmulator;
}

type StartEmulator = (options?: ReportingEmulatorOptions) => Promise<ProviderEmulator>;

interface ReportingEmulatorOptions extends EmulatorOptions {
  /** Where the emulator sends delivery reports, if the provider has no config field for it. */
  readonly deliveryReportUrl?: string | undefined;
}

/** An emulator with the config that it accepts. */
export interface ProviderEmulator extends Emulator {
  readonly config: Readonly<Record<string, unknown>>;
  /** The HTTP client that finds all of the provider's hosts in the emulator, if there are several. */
  readonly http?: Http | undefined;
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly keywords?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/**
 * Finds the connectors that a directory can use: packages with the keyword `sms-connector` among the
 * dependencies of its package.json, the packages of its workspace and the dependencies of the console. The
 * mock comes first, the others by name.
 */
export async function installedConnectors(
  directory: string,
): Promise<readonly InstalledConnector[]> {
  const own = findPackageJSON('..', import.meta.url);
  const files = [
    ...(await workspacePackages(directory)),
    ...(await dependencies(join(directory, 'package.json'))),
    ...(own === undefined ? [] : await dependencies(own)),
  ];
  const found = await Promise.all([...new Set(files)].map(connectorOf));
  const byId = new Map(
    found
      .filter((connector) => connector !== undefined)
      .toReversed()
      .map((connector) => [connector.id, connector]),
  );
  return [...byId.values()].toSorted(
    (a, b) => Number(b.id === 'mock') - Number(a.id === 'mock') || a.id.localeCompare(b.id),
  );
}

async function workspacePackages(directory: string): Promise<readonly string[]> {
  const folder = join(directory, 'packages');
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name, 'package.json'));
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

async function connectorOf(packageFile: string): Promise<InstalledConnector | undefined> {
  const description = await readPackage(packageFile);
  if (description?.keywords?.includes('sms-connector') !== true) return undefined;
  const { name, version } = description;
  const load = loaderOf(packageFile);
  const exported = await load(name);
  if (exported === undefined) return undefined;
  const factory = exported['connector'];
  if (!isFactory(factory)) {
    throw new Error(`${name} must export its connector as \`connector\` too; update the package.`);
  }
  const startEmulator =
    description.exports?.['./emulator'] === undefined
      ? undefined
      : (await load(`${name}/emulator`))?.['startEmulator'];
  if (startEmulator !== undefined && typeof startEmulator !== 'function') {
    throw new TypeError(`${name}/emulator must export the function \`startEmulator\`.`);
  }
  return {
    id: factory.manifest.id,
    packageName: name,
    version,
    folder: dirname(packageFile),
    factory,
    ...(startEmulator !== undefined && { startEmulator: startEmulator as StartEmulator }),
  };
}

function loaderOf(packageFile: string) {
  const { resolve } = createRequire(packageFile);
  return async (specifier: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
    try {
      return (await import(pathToFileURL(resolve(specifier)).href)) as Record<string, unknown>;
    } catch {
      // Not built, or broken: treat it as not installed.
      return undefined;
    }
  };
}

function isFactory(value: unknown): value is AnyFactory {
  return typeof value === 'function' && 'manifest' in value && 'configSchema' in value;
}
