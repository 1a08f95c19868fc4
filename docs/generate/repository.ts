import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const siteDirectory = path.resolve(import.meta.dirname, '..');
const root = path.resolve(siteDirectory, '..');

/** The text of a file, by its path in the repository. */
export async function readSource(file: string): Promise<string> {
  return readFile(path.join(root, file), 'utf8');
}

/** Where a file of the repository is. */
export function sourcePath(file: string): string {
  return path.join(root, file);
}
