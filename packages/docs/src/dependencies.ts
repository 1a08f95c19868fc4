import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { FaultError } from './faults.ts';

/** An installed package and its dependencies. */
export interface Dependency {
  readonly name: string;
  readonly licence: string;
  readonly dependencies: readonly Dependency[];
}

interface InstalledPackage {
  readonly license?: string;
  /** The old form of `license`. */
  readonly licenses?: readonly { readonly type: string }[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Returns the dependencies of the package in a folder, as installed here, each once. */
export function dependencyTree(folder: string, shown = new Set<string>()): readonly Dependency[] {
  const names = Object.keys(readPackage(folder).dependencies ?? {}).toSorted();
  const found = names
    .map((name) => ({ name, installed: findPackage(folder, name) }))
    .filter(({ installed }) => !shown.has(installed));
  for (const { installed } of found) shown.add(installed);
  return found.map(({ name, installed }) => ({
    name,
    licence: licenceOf(readPackage(installed)),
    dependencies: dependencyTree(installed, shown),
  }));
}

function licenceOf({ license, licenses = [] }: InstalledPackage): string {
  const licence = license ?? licenses.map(({ type }) => type).join(' OR ');
  return licence.replaceAll(/[()]/g, '');
}

/** Resolves a package as Node does: in every `node_modules` from the real folder upwards. */
function findPackage(folder: string, name: string): string {
  for (let from = realpathSync(folder); ; from = path.dirname(from)) {
    const candidate = path.join(from, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return realpathSync(candidate);
    if (from === path.dirname(from)) break;
  }
  throw new FaultError({
    check: 'files',
    file: path.join(path.basename(folder), 'package.json'),
    message: `${name} is not installed, so its dependencies are unknown.`,
    fix: 'Install the dependencies.',
  });
}

function readPackage(folder: string): InstalledPackage {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as InstalledPackage;
}
