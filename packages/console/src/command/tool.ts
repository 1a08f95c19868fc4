import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './terminal.ts';

/** What was asked for is understood, and its package is not installed. */
export class MissingTool extends UsageError {}

/** A package that the project may have beside this one: the project's own copy, or the one beside this. */
export async function tool<Module>(name: string, beside: () => Promise<Module>): Promise<Module> {
  const { resolve } = createRequire(path.join(process.cwd(), 'package.json'));
  const own = attempt(() => resolve(name));
  if (own !== undefined) return (await import(pathToFileURL(own).href)) as Module;
  try {
    return await beside();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new MissingTool(`this needs ${name}: npm install --save-dev ${name}`);
  }
}

function attempt(resolve: () => string): string | undefined {
  try {
    return resolve();
  } catch {
    return undefined;
  }
}
