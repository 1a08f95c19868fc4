/** Why a file cannot be read or written. */
export type StorageProblem = 'disk_full' | 'not_allowed' | 'not_a_file' | 'broken_link' | 'unknown';

/** A config or a draft cannot be read or written. Nothing of what was stored before is lost. */
export class StorageError extends Error {
  readonly problem: StorageProblem;

  constructor(problem: StorageProblem) {
    super(texts[problem]);
    this.problem = problem;
  }
}

const texts: Readonly<Record<StorageProblem, string>> = {
  disk_full: 'the disk is full',
  not_allowed: 'permission is missing',
  not_a_file: 'it is not a regular file',
  broken_link: 'it is a symbolic link to a file that does not exist',
  unknown: 'the system refused it',
};

const problems: Readonly<Record<string, StorageProblem>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  // The limit of the process, or of the file system.
  EFBIG: 'disk_full',
  EACCES: 'not_allowed',
  EPERM: 'not_allowed',
  EROFS: 'not_allowed',
  EISDIR: 'not_a_file',
};

/** Converts a failed file operation; its own message has a path, which may be private. Other errors stay as they are. */
export function storageErrorOf(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? new StorageError(problems[code] ?? 'unknown') : error;
}

export function storageProblemOf(error: unknown): StorageProblem {
  const converted = storageErrorOf(error);
  return converted instanceof StorageError ? converted.problem : 'unknown';
}
