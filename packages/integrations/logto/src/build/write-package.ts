import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectorPackage } from './connector-package.ts';

/** Writes a package into a directory, in place of an earlier build. Returns its folder. */
export async function writePackage(
  directory: string,
  { folder, files }: ConnectorPackage,
): Promise<string> {
  const target = path.join(directory, folder);
  await rm(target, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(target, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return target;
}
