import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConsoleError } from '../functions/console-error.ts';

/** Loads an optional package: the project's own copy, or the one installed next to this package. */
export async function tool<Module>(name: string, beside: () => Promise<Module>): Promise<Module> {
  const { resolve } = createRequire(path.join(process.cwd(), 'package.json'));
  const own = attempt(() => resolve(name));
  if (own !== undefined) return (await import(pathToFileURL(own).href)) as Module;
  try {
    return await beside();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConsoleError(`This command requires ${name}: npm install --save-dev ${name}`);
  }
}

function attempt(resolve: () => string): string | undefined {
  try {
    return resolve();
  } catch {
    return undefined;
  }
}
