import type {
  ConfigSchema,
  Connector,
  ConnectorOptions,
  Http,
  Manifest,
} from '@sms-connectors/core';
import {
  type InstalledConnector as Found,
  installedConnectors as findConnectors,
} from '@sms-connectors/core/discovery';
import type { Emulator, EmulatorOptions } from '@sms-connectors/core/testing';
import { createRequire, findPackageJSON } from 'node:module';
import { join } from 'node:path';
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
  /** Of a provider that the config describes: emulates that one from now on. Returns the config with made-up secrets. */
  readonly configFor?: (
    config: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, unknown>> | undefined;
  /** The HTTP client that finds all of the provider's hosts in the emulator, if there are several. */
  readonly http?: Http | undefined;
}

/**
 * Finds the connectors that a directory can use, and with them those that the console depends on. The mock comes first,
 * the others by name.
 */
export async function installedConnectors(
  directory: string,
): Promise<readonly InstalledConnector[]> {
  const own = findPackageJSON('..', import.meta.url);
  const { connectors } = await findConnectors(directory, own === undefined ? [] : [own]);
  const found = connectors.map(withEmulator);
  return found.toSorted((a, b) => Number(b.id === 'mock') - Number(a.id === 'mock'));
}

function withEmulator({ packageName, version, folder, factory }: Found): InstalledConnector {
  const startEmulator = emulatorOf(packageName, folder);
  return {
    id: factory.manifest.id,
    packageName,
    version,
    folder,
    factory: factory as AnyFactory,
    ...(startEmulator !== undefined && { startEmulator }),
  };
}

/** The emulator is loaded when it is started. */
function emulatorOf(packageName: string, folder: string): StartEmulator | undefined {
  const specifier = `${packageName}/emulator`;
  let file: string;
  try {
    file = createRequire(join(folder, 'package.json')).resolve(specifier);
  } catch {
    // The package has none, or it is not built.
    return undefined;
  }
  return async (options) => {
    const { startEmulator } = (await import(pathToFileURL(file).href)) as Readonly<
      Record<string, unknown>
    >;
    if (typeof startEmulator === 'function') return (startEmulator as StartEmulator)(options);
    throw new TypeError(`${specifier} must export the function \`startEmulator\`.`);
  };
}
