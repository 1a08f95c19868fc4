import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfigSchema, ErrorRow, GuideConfigTable, Manifest } from '@sms-connectors/core';
import type * as z from '@sms-connectors/core/zod';
import { foundMessages } from './config-messages.ts';
import { configExample } from './config-example.ts';
import { configTables } from './config-tables.ts';
import { type Fault, FaultError } from './faults.ts';

/** The facts from a connector's code, from which its guide's tables are made. */
export interface ConnectorFacts {
  readonly manifest: Manifest;
  readonly tables: readonly GuideConfigTable[];
  /** A valid config. */
  readonly example: unknown;
  readonly errorRows: readonly ErrorRow[];
  /** The schema's own error messages, in English. */
  readonly messages: readonly string[];
  /** The faults of the schema. */
  readonly faults: readonly Fault[];
}

/** Imports a connector's package and reads its facts. `file` is its package.json, relative to the root. */
export async function readConnector(
  folder: string,
  packageName: string,
  file: string,
): Promise<ConnectorFacts> {
  const exported = await importPackage(folder, packageName, file);
  const factory = exported['connector'];
  if (!isFactory(factory)) {
    throw new FaultError({
      check: 'schema',
      file,
      message: `${packageName} has no export \`connector\` with a manifest and a configSchema.`,
      fix: 'Export what defineConnector returns, under its own name and as `connector`.',
    });
  }
  return connectorFacts(factory, (exported['errorRows'] as readonly ErrorRow[]) ?? [], file);
}

function connectorFacts(
  { manifest, configSchema }: ConnectorSource,
  errorRows: readonly ErrorRow[],
  file: string,
): ConnectorFacts {
  const { tables, faults } = configTables(configSchema, file);
  const { example, faults: exampleFaults } = configExample(configSchema, file);
  const { messages, faults: messageFaults } = foundMessages(configSchema, file);
  return {
    manifest,
    tables,
    example,
    errorRows,
    messages,
    faults: [...faults, ...exampleFaults, ...messageFaults],
  };
}

/** The facts of a schema that is not a connector's, such as that of a delivery plan. */
export type SchemaFacts = Pick<ConnectorFacts, 'tables' | 'messages' | 'faults'>;

/** Imports a package and reads a schema that it exports. `file` is its package.json, relative to the root. */
export async function readSchema(
  folder: string,
  packageName: string,
  name: string,
  file: string,
): Promise<SchemaFacts> {
  const schema = (await importPackage(folder, packageName, file))[name];
  if (!isSchema(schema)) {
    throw new FaultError({
      check: 'schema',
      file,
      message: `${packageName} exports no schema \`${name}\`.`,
      fix: 'Export the schema that the guide names in ::config-types{of=…}.',
    });
  }
  const { tables, faults } = configTables(schema, file);
  const { messages, faults: messageFaults } = foundMessages(schema, file);
  return { tables, messages, faults: [...faults, ...messageFaults] };
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

interface ConnectorSource {
  readonly manifest: Manifest;
  readonly configSchema: ConfigSchema;
}

function isFactory(value: unknown): value is ConnectorSource {
  return typeof value === 'function' && 'manifest' in value && 'configSchema' in value;
}

async function importPackage(
  folder: string,
  packageName: string,
  file: string,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const entry = createRequire(path.join(folder, 'package.json')).resolve(packageName);
    return (await import(pathToFileURL(entry).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new FaultError({
      check: 'schema',
      file,
      message: `${packageName} cannot be imported: ${error instanceof Error ? error.message : 'no reason given'}`,
      fix: 'Build the package, and give "." in the "exports" of its package.json a "default" condition.',
    });
  }
}
