import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'rolldown';

// What every send needs of the modules that several entries share: one file in place of many.
const sharedBySends =
  /[\\/]src[\\/](errors|usage-types)[\\/][\w-]+\.ts$|[\\/]src[\\/](send[\\/](recipient|trunk-zero)|http[\\/](limits|loopback|malformed-answer))\.ts$/;

/**
 * Our own files and what they import that users need not install, as few as there can be: Node pays for each that
 * it loads. Returns the modules that went in.
 */
export async function bundleSources(room: string, dist: string): Promise<readonly string[]> {
  const { dependencies = {}, peerDependencies = {} } = manifestOf(room);
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  const { output } = await build({
    input: Object.fromEntries(
      entries(room).map((name) => [name, path.join(room, 'src', `${name}.ts`)]),
    ),
    platform: 'neutral',
    external: (id) =>
      /^(#|node:)/.test(id) || declared.some((name) => `${id}/`.startsWith(`${name}/`)),
    plugins: [unmapped],
    transform: { target: 'es2024' },
    logLevel: 'warn',
    output: {
      dir: dist,
      format: 'esm',
      sourcemap: true,
      chunkFileNames: 'shared/[name].js',
      codeSplitting: { groups: [{ name: 'send', test: sharedBySends }] },
    },
  });
  const chunks = output.filter((file) => file.type === 'chunk');
  for (const { fileName, imports } of chunks) {
    const more = imports.filter((file) => file.startsWith('shared/') && file !== 'shared/send.js');
    if (fileName === 'index.js' && more.length > 0) {
      throw new Error(
        `A send loads ${more.join(', ')} besides: sharedBySends has to name its sources.`,
      );
    }
  }
  return chunks.flatMap(({ moduleIds }) => moduleIds);
}

// The source maps lead to our sources, which go along, and to nothing else.
const unmapped: Plugin = {
  name: 'unmapped',
  transform: {
    filter: { id: /[\\/]node_modules[\\/]/ },
    handler: (code) => ({ code, map: { mappings: '' } }),
  },
};

/** Whatever package.json leads to in `dist`, the bundled libraries aside. */
function entries(room: string): readonly string[] {
  const { exports, imports, bin } = manifestOf(room);
  const names = [...JSON.stringify([exports, imports, bin]).matchAll(/"\.\/dist\/([\w/-]+)\.js"/g)];
  return names.map((match) => match[1] ?? '').filter((name) => !name.startsWith('vendor/'));
}

interface Manifest {
  readonly exports: object;
  readonly imports: object;
  readonly bin: object;
  readonly dependencies?: object;
  readonly peerDependencies?: object;
}

function manifestOf(room: string): Manifest {
  return JSON.parse(readFileSync(path.join(room, 'package.json'), 'utf8')) as Manifest;
}
