import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'rolldown';

/** Our own files, as few as there can be: Node pays for each that it loads. Returns the modules that went in. */
export async function bundleSources(room: string, dist: string): Promise<readonly string[]> {
  const { output } = await build({
    input: Object.fromEntries(
      entries(room).map((name) => [name, path.join(room, 'src', `${name}.ts`)]),
    ),
    platform: 'neutral',
    // What the compiler brings for newer syntax is bundled.
    external: (id) => !/^(\.|@oxc-project\/runtime)/.test(id) && !path.isAbsolute(id),
    transform: { target: 'es2024' },
    logLevel: 'warn',
    output: {
      dir: dist,
      format: 'esm',
      sourcemap: true,
      chunkFileNames: 'shared/[name].js',
    },
  });
  return output.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
}

/** Whatever package.json leads to in `dist`, the bundled libraries aside. */
function entries(room: string): readonly string[] {
  const { exports, imports, bin } = JSON.parse(
    readFileSync(path.join(room, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, unknown>>;
  const names = [...JSON.stringify([exports, imports, bin]).matchAll(/"\.\/dist\/([\w/-]+)\.js"/g)];
  return names.map((match) => match[1] ?? '').filter((name) => !name.startsWith('vendor/'));
}
