import { isBuiltin } from 'node:module';
import path from 'node:path';
import { build, type Plugin } from 'rolldown';

const entries = path.resolve(import.meta.dirname, '../vendor');
const standIns = path.join(entries, 'stand-ins.ts');

/**
 * What the entries of `src/vendor` export and what that needs, with nothing in place of the `unused` modules. Returns
 * the modules that went in.
 */
export async function bundleLibrary(
  names: readonly string[],
  unused: RegExp,
  output: string,
): Promise<readonly string[]> {
  const { output: chunks } = await build({
    input: Object.fromEntries(names.map((name) => [name, path.join(entries, `${name}.ts`)])),
    platform: 'node',
    plugins: [withoutUnused(unused), lazyBuiltins],
    treeshake: { propertyReadSideEffects: false },
    transform: {
      inject: {
        FormData: [standIns, 'NoSuchBody'],
        ReadableStream: [standIns, 'NoSuchBody'],
        'Intl.ListFormat': [standIns, 'PlainList'],
      },
    },
    logLevel: 'warn',
    output: { dir: output, format: 'esm', minify: true, chunkFileNames: `${names[0]}-shared.js` },
  });
  return chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
}

function withoutUnused(unused: RegExp): Plugin {
  return {
    name: 'without-unused',
    resolveId: (source) => (unused.test(source) ? path.join(entries, 'unused.ts') : undefined),
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
