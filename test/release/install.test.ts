import { globSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { budgets, connectorBudget } from './budgets.ts';
import { createConsumer, installWithNpm } from './consumer.ts';
import { publishedPackages } from './packages.ts';

const release = inject('release');

/** The licences that a package installed with ours may have: they ask for no more than to be named. */
const allowedLicences = /^(0BSD|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|CC0-1\.0|ISC|MIT)$/;
const isAllowed = (licence = ''): boolean =>
  licence.split(/[() ]+OR[() ]+|[()]/).some((one) => allowedLicences.test(one));

interface InstalledPackage {
  readonly hasInstallScript?: boolean;
}

function licenceOf(folder: string): string | undefined {
  const { license, licenses } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as { readonly license?: string; readonly licenses?: readonly { readonly type: string }[] };
  // The plural is how packages of npm's first years say it.
  return license ?? licenses?.map(({ type }) => type).join(' OR ');
}

describe.each(publishedPackages(release.repository))('installing $name', ({ id, name }) => {
  const consumer = createConsumer(release, `with-${id}-alone`, [name]);
  const modules = path.join(consumer.folder, 'node_modules');
  let installed: readonly (readonly [string, InstalledPackage])[] = [];

  test('brings no more than its budget', async () => {
    await installWithNpm(consumer);
    const lock = readFileSync(path.join(consumer.folder, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as { packages: Record<string, InstalledPackage> };
    installed = Object.entries(packages).filter(([folder]) => folder !== '');
    const bytes = globSync('**/*', { cwd: modules })
      .map((file) => lstatSync(path.join(modules, file)))
      .filter((entry) => entry.isFile())
      .reduce((total, { size }) => total + size, 0);

    const budget = budgets[id] ?? connectorBudget;
    expect(installed.length).toBeLessThanOrEqual(budget.packages);
    expect(bytes / 1000).toBeLessThan(budget.installed);
  });

  test('runs no install script, and brings no licence that asks for anything', () => {
    expect(installed).not.toEqual([]);
    for (const [folder, { hasInstallScript }] of installed) {
      expect(hasInstallScript, folder).toBeUndefined();
      const licence = licenceOf(path.join(consumer.folder, folder));
      expect(isAllowed(licence), `${folder}: ${licence}`).toBe(true);
    }
  });

  // Two copies of zod would not know each other's schemas, nor two of core each other's errors.
  test('brings one copy of our packages and of zod', () => {
    const nested = /\/node_modules\/(zod|@sms-connectors\/[^/]+)$/;
    expect(installed.filter(([folder]) => nested.test(folder))).toEqual([]);
  });
});
