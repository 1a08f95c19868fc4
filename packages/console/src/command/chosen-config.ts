import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { configFile } from '../functions/config-store.ts';
import { type InstalledConnector, installedConnectors } from '../functions/installed-connectors.ts';
import { planFile } from '../functions/plan-file.ts';
import { trialConfig } from '../functions/trial-config.ts';
import type { SendTarget } from '../functions/workbench.ts';
import { type ConfigValues, configValues } from './config-values.ts';
import { parseJsonObject } from './json-object.ts';
import { suggestion } from './suggestion.ts';
import { targetOf } from './target.ts';
import { UsageError } from './terminal.ts';

const configName = /^sms-connectors\.(.+)\.json$/;

export interface ChosenConfig extends ConfigValues {
  readonly connector: InstalledConnector;
  readonly target: SendTarget;
  /** The file that was read; absent if there is none, and none is needed. */
  readonly file?: string | undefined;
}

export interface ChoosingOptions {
  readonly connector?: string | undefined;
  readonly file?: string | undefined;
  readonly emulator?: boolean | undefined;
}

/**
 * Reads a config and finds its connector: the `--connector` option, the file's `connector` field, or the id
 * in the file name `sms-connectors.<id>.json`. The environment completes the file. An emulator, and a connector that
 * sends nothing, need no file.
 */
export async function chosenConfig(options: ChoosingOptions): Promise<ChosenConfig> {
  const connectors = await installedConnectors(process.cwd());
  const named = options.connector === undefined ? undefined : find(options.connector, connectors);
  const file = options.file ?? (named && configFile(named.id));
  if (file === undefined) {
    throw new UsageError(
      `Pass a config file, or a connector with --connector.${await filesHere()}`,
    );
  }
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    if (named === undefined || options.file !== undefined) throw unreadable(file);
    return trial(named, options.emulator);
  }
  const { connector: field, ...written } = parseJsonObject(text, file);
  const connector = named ?? find(idOf(file, field, connectors), connectors);
  const target = targetOf(connector, options.emulator);
  return { connector, target, file, ...configValues(connector.factory, written) };
}

/** The files here that have the name of a config or of a plan. */
async function filesHere(): Promise<string> {
  const names = await readdir(process.cwd());
  const files = names.filter((name) => configName.test(name) || name === planFile).toSorted();
  return files.length === 0 ? '' : ` Here: ${files.join(', ')}.`;
}

function unreadable(file: string, hasEmulator = false): UsageError {
  const alternative = hasEmulator ? ', or try the emulator with --emulator' : '';
  return new UsageError(
    `Cannot read '${file}'. Create a config with \`sms-connectors console\`${alternative}.`,
  );
}

async function trial(
  connector: InstalledConnector,
  emulator: boolean | undefined,
): Promise<ChosenConfig> {
  const target = targetOf(connector, emulator);
  const sendsNothing = connector.factory.manifest.capabilities.inProcess === true;
  if (target === 'provider' && !sendsNothing) {
    throw unreadable(configFile(connector.id), connector.startEmulator !== undefined);
  }
  const config = await trialConfig(connector);
  return { connector, target, config, variables: {}, unused: [] };
}

function idOf(file: string, field: unknown, connectors: readonly InstalledConnector[]): string {
  const id = typeof field === 'string' ? field : configName.exec(path.basename(file))?.[1];
  if (id !== undefined) return id;
  throw new UsageError(
    `Cannot tell which connector ${file} is for. Pass --connector with one of: ${idsOf(connectors).join(', ')}.`,
  );
}

function find(id: string, connectors: readonly InstalledConnector[]): InstalledConnector {
  const found = connectors.find((each) => each.id === id);
  if (found !== undefined) return found;
  const ids = idsOf(connectors);
  const likely = suggestion(id, ids) || ` If it exists, install @sms-connectors/${id}.`;
  throw new UsageError(`Connector ${id} is not installed.${likely} Installed: ${ids.join(', ')}.`);
}

function idsOf(connectors: readonly InstalledConnector[]): readonly string[] {
  return connectors.map(({ id }) => id);
}
