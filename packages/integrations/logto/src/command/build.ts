import path from 'node:path';
import {
  type InstalledConnector,
  type InstalledConnectors,
  installedConnectors,
} from '@sms-connectors/core/discovery';
import { connectorPackage, planPackage } from '../build/connector-package.ts';
import { writePackage } from '../build/write-package.ts';
import { BuildError } from '../build/build-error.ts';

export interface BuildOptions {
  readonly out: string;
  readonly project: string;
  readonly plan?: boolean | undefined;
  readonly baseUrl?: string | undefined;
}

/** Writes the packages, and the folder of each to standard output. @throws `BuildError` */
export async function build(
  ids: readonly string[],
  { out, project, plan = false, baseUrl }: BuildOptions,
): Promise<void> {
  if (baseUrl !== undefined && (plan || ids.length !== 1)) {
    throw new BuildError(
      '--base-url is for one connector. Name it: build twilio --base-url <url>.',
    );
  }
  const connectors = chosen(ids, await found(path.resolve(project)));
  const directory = path.resolve(out);
  if (plan) {
    report(await writePackage(directory, await planPackage(connectors)));
    return;
  }
  for (const connector of connectors) {
    report(await writePackage(directory, await connectorPackage(connector, { baseUrl })));
  }
}

async function found(directory: string): Promise<InstalledConnectors> {
  try {
    return await installedConnectors(directory);
  } catch (error) {
    if (error instanceof TypeError) throw new BuildError(error.message);
    throw error;
  }
}

function chosen(
  ids: readonly string[],
  { connectors, unloadable }: InstalledConnectors,
): readonly InstalledConnector[] {
  if (unloadable.length > 0) {
    process.stderr.write(`Not built, or broken: ${unloadable.join(', ')}.\n`);
  }
  if (connectors.length === 0) {
    throw new BuildError(
      'This project has no connectors. Install one: npm install @sms-connectors/twilio.',
    );
  }
  if (ids.length === 0) return connectors;
  const known = new Map(connectors.map((connector) => [connector.factory.manifest.id, connector]));
  return [...new Set(ids)].map((id) => {
    const connector = known.get(id);
    if (connector !== undefined) return connector;
    throw new BuildError(
      `This project has no connector ${id}. It has ${[...known.keys()].join(', ')}.`,
    );
  });
}

function report(folder: string): void {
  process.stdout.write(`${folder}\n`);
}
