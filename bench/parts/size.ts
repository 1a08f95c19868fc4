import { gzipSync } from 'node:zlib';
import { build, type BuildOptions, type OutputFile } from 'esbuild';
import { collector, type Part } from '../context.ts';
import { folderOf, installationOf } from '../install.ts';

/** What a peer takes on disk. */
export const size: Part = async (context) => {
  const collected = collector();
  for (const peer of context.peers.filter(({ id }) => id !== 'node-https')) {
    const { megabytes, packages } = installationOf(peer);
    collected.add('installSize', '', peer, megabytes);
    collected.add('installPackages', '', peer, packages);
  }
  return collected.rows();
};

const targets: Readonly<Record<string, BuildOptions>> = {
  node: { platform: 'node' },
  edge: { platform: 'browser', conditions: ['workerd'], external: ['node:*'] },
};

/** What a program that sends with a peer takes when it is bundled; the peers that cannot be are left out. */
export const bundle: Part = async (context) => {
  const collected = collector();
  for (const peer of context.peers.filter(({ id }) => id !== 'node-https')) {
    for (const [work, target] of Object.entries(targets)) {
      const outputFiles = await bundled({ ...target, absWorkingDir: folderOf(peer) });
      const code = Buffer.concat(outputFiles.map(({ contents }) => contents));
      if (code.length === 0) continue;
      collected.add('bundle', work, peer, code.length / 1e3);
      collected.add('bundle', `${work}, gzip`, peer, gzipSync(code).length / 1e3);
    }
  }
  return collected.rows();
};

async function bundled(target: BuildOptions): Promise<readonly OutputFile[]> {
  const options: BuildOptions = {
    ...target,
    entryPoints: ['sender.mjs'],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  };
  try {
    return (await build(options)).outputFiles ?? [];
  } catch {
    return [];
  }
}
