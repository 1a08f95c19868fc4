import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configFile } from './config-store.ts';
import type { InstalledConnector } from './installed-connectors.ts';

/** A connector that a delivery plan can name. */
export interface PlanConnector {
  /** The connector's id, or the name of another account of it. */
  readonly name: string;
  readonly connector: InstalledConnector;
  /** The file of its config, whether or not there is one. */
  readonly file: string;
  readonly hasFile: boolean;
  /** Absent if there is no file, or if it is not a JSON object. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/**
 * Lists what a plan can name: each connector by its id, and each `sms-connectors.<name>.json` whose field `connector`
 * names one, for several accounts of one provider.
 */
export async function planConnectors(
  directory: string,
  connectors: readonly InstalledConnector[],
): Promise<readonly PlanConnector[]> {
  const ids = connectors.map(({ id }) => id);
  const files = await readdir(directory).catch(() => []);
  const named = files.flatMap((file) => /^sms-connectors\.(.+)\.json$/.exec(file)?.[1] ?? []);
  const names = [...new Set([...ids, ...named.toSorted()])];
  const found = await Promise.all(
    names.map(async (name): Promise<PlanConnector | undefined> => {
      const file = configFile(name);
      const { connector: field, ...config } = (await readConfig(join(directory, file))) ?? {};
      const id = typeof field === 'string' ? field : name;
      const connector = connectors.find((each) => each.id === id);
      if (connector === undefined) return undefined;
      const hasFile = named.includes(name);
      return {
        name,
        connector,
        file,
        hasFile,
        ...(Object.keys(config).length > 0 && { config }),
      };
    }),
  );
  return found.filter((each) => each !== undefined);
}

async function readConfig(file: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
