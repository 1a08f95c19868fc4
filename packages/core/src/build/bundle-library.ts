import { isBuiltin } from 'node:module';
import path from 'node:path';
import { build, type Plugin } from 'rolldown';

const vendor = path.resolve(import.meta.dirname, '../vendor');
const standIns = path.join(import.meta.dirname, 'stand-ins.ts');

export interface Library {
  /** Its entries in `src/vendor`. */
  readonly entries: readonly string[];
  /** The modules that are never used, as they are imported. */
  readonly unused: readonly string[];
  readonly platform: 'node' | 'neutral';
}

/** What the entries export and what that needs, with nothing in place of the unused modules; returns what went in. */
export async function bundleLibrary(
  { entries, unused, platform }: Library,
  output: string,
): Promise<readonly string[]> {
  const { output: chunks } = await build({
    input: Object.fromEntries(entries.map((name) => [name, path.join(vendor, `${name}.ts`)])),
    platform,
    plugins: [withoutUnused(unused), ...(platform === 'node' ? [lazyBuiltins] : [])],
    treeshake: { propertyReadSideEffects: false },
    ...(platform === 'node' && {
      transform: {
        inject: {
          FormData: [standIns, 'NoSuchBody'],
          ReadableStream: [standIns, 'NoSuchBody'],
          'Intl.ListFormat': [standIns, 'PlainList'],
        },
      },
    }),
    logLevel: 'warn',
    output: { dir: output, format: 'esm', minify: true, chunkFileNames: `${entries[0]}-shared.js` },
  });
  return chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
}

/** Fails where one of them is not met: an update has moved it, and it would come along unseen. */
function withoutUnused(unused: readonly string[]): Plugin {
  const met = new Set<string>();
  return {
    name: 'without-unused',
    resolveId: (source) => {
      if (!unused.includes(source)) return undefined;
      met.add(source);
      return path.join(import.meta.dirname, 'unused.ts');
    },
    buildEnd: () => {
      const moved = unused.filter((source) => !met.has(source));
      if (moved.length > 0) throw new Error(`Nothing imports ${moved.join(', ')} any more.`);
    },
  };
}

/**
 * Node's modules by `getBuiltinModule`. To import one reads all that it exports, and reading what `node:http`
 * exports loads Node's whole fetch, which takes longer than got itself.
 */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  resolveId: (source) => (isBuiltin(source) ? `\0builtin:${source}` : undefined),
  async load(id) {
    if (!id.startsWith('\0builtin:')) return undefined;
    const name = id.slice('\0builtin:'.length);
    const { default: _, ...exported } = (await import(name)) as Record<string, unknown>;
    const names = Object.keys(exported).filter((key) => /^[A-Za-z]\w*$/.test(key));
    return [
      `const builtin = /* @__PURE__ */ process.getBuiltinModule(${JSON.stringify(name)});`,
      'export default builtin;',
      ...names.map((key) => `const ${key}_ = builtin.${key}; export { ${key}_ as ${key} };`),
    ].join('\n');
  },
};
