import { fieldsFromEnv } from '@sms-connectors/core';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { configFile } from '../functions/config-store.ts';
import { type InstalledConnector, installedConnectors } from '../functions/installed-connectors.ts';
import { UsageError } from './terminal.ts';

export interface ChosenConfig {
  readonly connector: InstalledConnector;
  readonly config: Readonly<Record<string, unknown>>;
  readonly file: string;
}

export interface ChoosingOptions {
  readonly connector?: string | undefined;
  readonly file?: string | undefined;
}

/**
 * Reads a config and finds its connector: the `--connector` option, the file's `connector` field, or the id
 * in the file name `sms-connectors.<id>.json`. Fields missing from the file are read from the environment.
 */
export async function chosenConfig(options: ChoosingOptions): Promise<ChosenConfig> {
  const file = options.file ?? (options.connector && configFile(options.connector));
  if (!file) throw new UsageError('pass a config file, or a connector with --connector');
  const { connector: field, ...written } = await readConfig(file);
  const named = /^sms-connectors\.(.+)\.json$/.exec(path.basename(file))?.[1];
  const id = options.connector ?? (typeof field === 'string' ? field : named);
  const connectors = await installedConnectors(process.cwd());
  const known = connectors.map((each) => each.id).join(', ');
  if (id === undefined) {
    throw new UsageError(
      `cannot tell which connector ${file} is for; pass --connector with one of: ${known}`,
    );
  }
  const connector = connectors.find((each) => each.id === id);
  if (connector === undefined) {
    throw new UsageError(
      `connector ${id} is not installed; installed: ${known}. Try installing @sms-connectors/${id}.`,
    );
  }
  return {
    connector,
    file,
    config: { ...fieldsFromEnv(connector.factory, process.env), ...written },
  };
}

async function readConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`cannot read ${file}; create one with \`sms-connectors console\``);
  });
  const value = parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new UsageError(`${file} is not a JSON object`);
}

// JSON.parse quotes the text in its error, and the text contains credentials.
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
