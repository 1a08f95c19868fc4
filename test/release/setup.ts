import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Consumer, createConsumer, installWithNpm } from './consumer.ts';
import { type PublishRun, publish, publishAndKill, registryEnvironment } from './publish.ts';
import { publishedPackages } from './packages.ts';
import { type Registry, startRegistry } from './registry.ts';
import { commitAll, copyRepository, gitIn, script } from './repository.ts';
import { root, run } from './run.ts';

/** A complete release, from a merged pull request to packages on a registry, shared by all tests. */
export interface Release {
  /** A temporary folder for the tests. */
  readonly folder: string;
  /** The copy of this repository that was versioned and published. */
  readonly repository: string;
  readonly registry: string;
  /** The environment for installing from the registry. */
  readonly env: NodeJS.ProcessEnv;
  /** Contains a folder for each published package, as npm unpacks it. */
  readonly unpacked: string;
  readonly tarballs: string;
  /** A project that has installed every package with npm, outside the workspace. */
  readonly consumer: Consumer;
  /** Three runs of one release: the first is killed, and before the last a tag is missing. */
  readonly runs: { readonly [name in 'killed' | 'again' | 'onceMore']: PublishRun };
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly release: Release;
  }
}

/** A changelog entry of core that this release adds to the pending ones. */
export const newsForUsers = 'A change made up by the release tests.';

let tidyUp = (): Promise<void> => Promise.resolve();

export async function setup({ provide }: TestProject): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The release tests run only on Linux x64, because they install runtimes for it. CI runs them.',
    );
  }
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'sms-connectors-release-'));
  const ours = publishedPackages(root).map(({ name }) => name);
  const registry = await startRegistry(path.join(folder, 'registry'), ours);
  tidyUp = async () => {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    provide('release', await releaseTo(registry, folder));
  } catch (error) {
    await tidyUp();
    throw error;
  }
}

export const teardown = (): Promise<void> => tidyUp();

async function releaseTo(registry: Registry, folder: string): Promise<Release> {
  const env = registryEnvironment(folder, registry.url);
  const repository = await copyRepository(folder);
  const changeset = `---\n'@sms-connectors/core': minor\n---\n\n${newsForUsers}\n`;
  writeFileSync(path.join(repository, '.changeset/release-test.md'), changeset);
  await script(repository, 'release:version');
  await commitAll(repository, 'Version');
  await script(repository, 'build');

  const killed = await publishAndKill(repository, registry, env);
  const packed = path.join(repository, 'packed/packages');
  const tarballs = path.join(folder, 'tarballs');
  await run('cp', ['-r', packed, tarballs]);
  const unpacked = path.join(folder, 'unpacked');
  for (const { id, tarball } of publishedPackages(repository)) {
    await unpack(path.join(tarballs, tarball), path.join(unpacked, id));
  }
  const again = await publish(repository, registry, env);
  // The state after a run that was killed after its last upload.
  await gitIn(repository)('tag', '--delete', again.tags[0] ?? '');

  const user = { folder, registry: registry.url, env };
  const published = publishedPackages(repository);
  // The types of some entries are those of optional peers.
  const peers = published.flatMap(({ manifest }) => Object.keys(manifest.peerDependencies ?? {}));
  const names = [...published.map(({ name }) => name), ...peers, '@types/node'];
  const consumer = createConsumer(user, 'all', [...new Set(names)]);
  const [onceMore] = await Promise.all([
    publish(repository, registry, env),
    installWithNpm(consumer),
  ]);
  const runs = { killed, again, onceMore };
  return { ...user, repository, tarballs, unpacked, consumer, runs };
}

async function unpack(tarball: string, into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', into, '--strip-components=1']);
}
