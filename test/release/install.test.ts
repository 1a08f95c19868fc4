import { globSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { budgets, connectorBudget } from './budgets.ts';
import { publishedPackages } from './packages.ts';

const { consumer, repository } = inject('release');
const installed = readLock();

/** The allowed licences of dependencies, which require only attribution. */
const allowedLicences = /^(0BSD|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|CC0-1\.0|ISC|MIT)$/;
const isAllowed = (licence = ''): boolean =>
  licence.split(/[() ]+OR[() ]+|[()]/).some((one) => allowedLicences.test(one));

describe.each(publishedPackages(repository))('installing $name', ({ id, name }) => {
  const brought = [...closure([`node_modules/${name}`])];

  test('stays within its budget', () => {
    const budget = budgets[id] ?? connectorBudget;
    const bytes = brought.reduce((total, folder) => total + sizeOf(folder), 0);
    expect(brought.length).toBeLessThanOrEqual(budget.packages);
    expect(bytes / 1000).toBeLessThan(budget.installed);
  });

  test('runs no install script, and all licences are permissive', () => {
    expect(brought.length).toBeGreaterThan(0);
    for (const folder of brought) {
      expect(installed[folder]?.hasInstallScript, folder).toBeUndefined();
      const licence = licenceOf(folder);
      expect(isAllowed(licence), `${folder}: ${licence}`).toBe(true);
    }
  });

  // Two copies of zod do not recognize each other's schemas, nor two copies of core each other's errors.
  test('installs one copy of our packages and of zod', () => {
    const nested = /\/node_modules\/(zod|@sms-connectors\/[^/]+)$/;
    expect(brought.filter((folder) => nested.test(folder))).toEqual([]);
  });
});

interface InstalledPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

/** The installed packages by folder. */
function readLock(): Readonly<Record<string, InstalledPackage>> {
  const lock = readFileSync(path.join(consumer.folder, 'package-lock.json'), 'utf8');
  return (JSON.parse(lock) as { packages: Record<string, InstalledPackage> }).packages;
}

/** Returns the folders of packages and of all their dependencies. */
function closure(folders: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const folder of folders.filter((one) => !found.has(one))) {
    found.add(folder);
    const names = Object.keys(installed[folder]?.dependencies ?? {});
    closure(
      names.map((name) => folderOf(name, folder)),
      found,
    );
  }
  return found;
}

/** Resolves a dependency: in the nearest `node_modules` upwards. */
function folderOf(name: string, dependent: string): string {
  const candidate = path.posix.join(dependent, 'node_modules', name);
  if (candidate in installed) return candidate;
  if (dependent === '.') throw new Error(`${name} is not installed`);
  return folderOf(name, path.posix.dirname(dependent));
}

function sizeOf(folder: string): number {
  const cwd = path.join(consumer.folder, folder);
  return globSync('**/*', { cwd, exclude: (name) => name === 'node_modules' })
    .map((file) => lstatSync(path.join(cwd, file)))
    .filter((entry) => entry.isFile())
    .reduce((total, { size }) => total + size, 0);
}

function licenceOf(folder: string): string | undefined {
  const manifest = path.join(consumer.folder, folder, 'package.json');
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    readonly license?: string;
    readonly licenses?: readonly { readonly type: string }[];
  };
  // Old packages have `licenses`.
  return license ?? licenses?.map(({ type }) => type).join(' OR ');
}
