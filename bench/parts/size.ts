import { gzipSync } from 'node:zlib';
import { build, type BuildOptions, type BuildResult } from 'esbuild';
import { collector, type Part } from '../context.ts';
import { folderOf, installationIn } from '../install.ts';

/** Measures the installed size of the peers. */
export const size: Part = async (context) => {
  const collected = collector();
  for (const peer of context.peers.filter(({ id }) => id !== 'node-https')) {
    const { megabytes, packages } = installationIn(folderOf(peer));
    collected.add('installSize', '', peer, megabytes);
    collected.add('installPackages', '', peer, packages);
  }
  return collected.rows();
};

const targets: Readonly<Record<string, BuildOptions>> = {
  node: { platform: 'node' },
  edge: { platform: 'browser', conditions: ['workerd'], external: ['node:*'] },
};

/** Measures the bundled size of a program that sends with a peer; skips peers that cannot be bundled. */
export const bundle: Part = async (context) => {
  const collected = collector();
  for (const peer of context.peers.filter(({ id }) => id !== 'node-https')) {
    for (const [work, target] of Object.entries(targets)) {
      const result = await bundled({ ...target, absWorkingDir: folderOf(peer) });
      if (result === undefined) continue;
      const code = Buffer.concat(result.outputFiles.map(({ contents }) => contents));
      collected.add('bundle', work, peer, code.length / 1e3);
      collected.add('bundle', `${work}, gzip`, peer, gzipSync(code).length / 1e3);
      if (work !== 'edge' || peer.id !== 'sms-connectors') continue;
      for (const [part, bytes] of bytesByPart(result)) {
        collected.add('bundle', `edge: ${part}`, peer, bytes / 1e3);
      }
    }
  }
  return collected.rows();
};

type Bundled = BuildResult<{ write: false; metafile: true }>;

async function bundled(target: BuildOptions): Promise<Bundled | undefined> {
  try {
    return await build({
      ...target,
      entryPoints: ['sender.mjs'],
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
  } catch {
    return undefined;
  }
}

/** Returns how much of a bundle each package contributes. */
function bytesByPart({ metafile }: Bundled): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const part = /node_modules\/(?:@sms-connectors\/)?([^/]+)/.exec(file)?.[1] ?? 'the program';
      parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
    }
  }
  return parts;
}
