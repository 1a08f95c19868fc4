import { createRequire, isBuiltin } from 'node:module';
import { rolldown } from 'rolldown';
import { BuildError } from './build-error.ts';
import { platformPackages } from './own-package.ts';

const entryId = 'logto-connector-entry';
const isEntry = { id: /^logto-connector-entry$/ };

/**
 * Bundles a program with everything that it imports, but what Logto itself has. Returns one ES module.
 * @throws `BuildError`
 */
export async function bundle(program: string): Promise<string> {
  const build = await rolldown({
    input: entryId,
    platform: 'node',
    external: (id) => Object.hasOwn(platformPackages, id),
    resolve: { conditionNames: [...conditions(), 'node', 'import', 'default'] },
    plugins: [
      {
        name: 'entry',
        resolveId: { filter: isEntry, handler: (id) => id },
        load: { filter: isEntry, handler: () => program },
      },
    ],
    // What it cannot find is an error below.
    logLevel: 'silent',
  });
  try {
    const { output } = await build.generate({ format: 'esm', codeSplitting: false, minify: true });
    const [{ code, fileName, imports, dynamicImports }] = output;
    const missing = [...imports, ...dynamicImports].filter(
      (id) => id !== fileName && !isBuiltin(id) && !Object.hasOwn(platformPackages, id),
    );
    if (missing.length === 0) return code;
    throw new BuildError(`These packages are not installed: ${missing.join(', ')}.`);
  } finally {
    await build.close();
  }
}

/** The path of this package's main module, for programs. */
export function ownEntry(): string {
  return createRequire(import.meta.url).resolve('@sms-connectors/logto');
}

/** The conditions of this process, so that packages are the same files in the bundle as here. */
function conditions(): readonly string[] {
  return process.execArgv.flatMap((argument, index, all) => {
    if (argument.startsWith('--conditions=')) return [argument.slice('--conditions='.length)];
    return argument === '--conditions' || argument === '-C' ? [all[index + 1] ?? ''] : [];
  });
}
