import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { configFile } from '../functions/config-store.ts';
import { type InstalledConnector, installedConnectors } from '../functions/installed-connectors.ts';
import { jsonSchemaOf, schemaAt } from '../functions/json-schema.ts';
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
 * Reads a config and finds the connector it is for: the one that is named, or the file's `connector`
 * field, or the id in the name `sms-connectors.<id>.json`. Fields that the file leaves out come from the
 * environment.
 */
export async function chosenConfig(options: ChoosingOptions): Promise<ChosenConfig> {
  const file = options.file ?? (options.connector && configFile(options.connector));
  if (!file) throw new UsageError('name a config file, or a connector with --connector');
  const { connector: field, ...written } = await readConfig(file);
  const named = /^sms-connectors\.(.+)\.json$/.exec(path.basename(file))?.[1];
  const id = options.connector ?? (typeof field === 'string' ? field : named);
  const connectors = await installedConnectors(process.cwd());
  const known = connectors.map((each) => each.id).join(', ');
  if (id === undefined) {
    throw new UsageError(`say which connector ${file} is for, with --connector; here are ${known}`);
  }
  const connector = connectors.find((each) => each.id === id);
  if (connector === undefined) {
    throw new UsageError(
      `found no connector ${id}; here are ${known}. Install @sms-connectors/${id}?`,
    );
  }
  return { connector, file, config: withEnvironment(written, connector, process.env) };
}

/** The environment variable that a field is read from: `accountSID` of twilio is TWILIO_ACCOUNT_SID. */
export function environmentName(id: string, field: string): string {
  return `${id}_${field.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')}`
    .replaceAll(/\W/g, '_')
    .toUpperCase();
}

async function readConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`cannot read ${file}; \`sms-connectors console\` writes one`);
  });
  const value = parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new UsageError(`${file} is no JSON object`);
}

// The parser's own error quotes the text, which holds credentials.
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withEnvironment(
  written: Readonly<Record<string, unknown>>,
  { id, factory }: InstalledConnector,
  environment: NodeJS.ProcessEnv,
): Readonly<Record<string, unknown>> {
  const schema = jsonSchemaOf(factory.configSchema);
  const fromEnvironment = Object.keys(schema.properties ?? {}).flatMap((field) => {
    const value = environment[environmentName(id, field)];
    const isText = schemaAt(schema, [field])?.type === 'string';
    return isText && value !== undefined && !Object.hasOwn(written, field) ? [[field, value]] : [];
  });
  return { ...written, ...Object.fromEntries(fromEnvironment) };
}
