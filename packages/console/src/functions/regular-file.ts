import { lstat, realpath, stat } from 'node:fs/promises';
import { StorageError } from './storage-error.ts';

export interface RegularFile {
  /** The file itself, or the one that a symbolic link leads to. */
  readonly target: string;
  /** When it was last written, as ISO 8601; absent if there is no file yet. */
  readonly writtenAt?: string;
}

/**
 * Finds the file to read or to replace. A symbolic link is kept; reading a pipe or a device would wait for ever.
 * @throws `StorageError` if it is something else than a file
 */
export async function regularFile(file: string): Promise<RegularFile> {
  const found = await lstat(file).catch(whenMissing);
  if (found === undefined) return { target: file };
  const target = found.isSymbolicLink() ? await realpath(file).catch(whenMissing) : file;
  if (target === undefined) throw new StorageError('broken_link');
  const facts = await stat(target);
  if (!facts.isFile()) throw new StorageError('not_a_file');
  return { target, writtenAt: facts.mtime.toISOString() };
}

function whenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ELOOP') return undefined;
  throw error;
}
