import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Registry, Upload } from './registry.ts';
import { gitIn, script } from './repository.ts';
import { cleanEnvironment, rootTool } from './run.ts';

/** The result of one run of the publishing scripts. */
export interface PublishRun {
  readonly uploads: readonly Upload[];
  /** The tags after the run. */
  readonly tags: readonly string[];
}

/** Returns an environment that installs from this registry and can publish to it. */
export function registryEnvironment(folder: string, registry: string): NodeJS.ProcessEnv {
  const file = path.join(folder, 'npmrc');
  const { host } = new URL(registry);
  writeFileSync(file, `registry=${registry}\n//${host}/:_authToken=anybody\n`);
  return { NPM_CONFIG_USERCONFIG: file, NPM_CONFIG_CACHE: path.join(folder, 'npm-cache') };
}

/** Packs and publishes packages that the registry lacks, with the scripts of the release workflow. */
export async function publish(
  repository: string,
  registry: Registry,
  env: NodeJS.ProcessEnv,
): Promise<PublishRun> {
  const before = registry.uploads.length;
  await script(repository, 'release:pack', env);
  await script(repository, 'release:publish', env);
  return runSince(before, repository, registry);
}

/** Same, but killed after the registry has stored the first package and before it responds. */
export async function publishAndKill(
  repository: string,
  registry: Registry,
  env: NodeJS.ProcessEnv,
): Promise<PublishRun> {
  const before = registry.uploads.length;
  await script(repository, 'release:pack', env);
  // Its own process group, so that all its processes are killed.
  const publisher = spawn(rootTool('pnpm'), ['run', 'release:publish'], {
    cwd: repository,
    env: cleanEnvironment(env),
    detached: true,
    stdio: 'ignore',
  });
  const ended = once(publisher, 'exit');
  registry.onStored = async () => {
    process.kill(-(publisher.pid ?? 0), 'SIGKILL');
    await ended;
  };
  await ended;
  registry.onStored = () => undefined;
  await registry.settled();
  return runSince(before, repository, registry);
}

async function runSince(
  before: number,
  repository: string,
  registry: Registry,
): Promise<PublishRun> {
  const tags = await gitIn(repository)('tag', '--list');
  return { uploads: registry.uploads.slice(before), tags: tags.split('\n').filter(Boolean) };
}
