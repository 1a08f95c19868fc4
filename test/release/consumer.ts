import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishedPackages } from './packages.ts';
import type { Release } from './setup.ts';
import { cleanEnvironment, run } from './run.ts';

export interface Consumer {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The packages that the programs of `consumer/` need: core, the hooks and every connector. */
export const namesForConsumers = (repository: string): readonly string[] =>
  publishedPackages(repository)
    .filter(
      ({ id, manifest }) =>
        ['core', 'hooks'].includes(id) || manifest.keywords?.includes('sms-connector') === true,
    )
    .map(({ name }) => name);

/** Creates a project outside the workspace with the programs of `consumer/`, which uses the registry. */
export function createConsumer(
  { folder: parent, registry, env }: Pick<Release, 'folder' | 'registry' | 'env'>,
  name: string,
  dependencies: readonly string[],
): Consumer {
  const folder = path.join(parent, 'consumers', name);
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(import.meta.dirname, 'consumer'), folder, { recursive: true });
  const manifest = {
    name,
    // `npm sbom` asks for one.
    version: '0.0.0',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, '*'])),
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, '.npmrc'), `registry=${registry}\n`);
  const caches = { DENO_DIR: path.join(folder, '.deno'), BUN_INSTALL: path.join(folder, '.bun') };
  return { folder, env: cleanEnvironment({ ...env, ...caches }) };
}

export async function installWithNpm({ folder, env }: Consumer): Promise<void> {
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, env });
}
