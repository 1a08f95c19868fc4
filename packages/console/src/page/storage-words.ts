import { sentence } from '../functions/sentence.ts';
import type { StorageProblem } from '../functions/storage-error.ts';

/** Why a file cannot be read or written, in English. */
export const storageWords = {
  disk_full: sentence('The disk is full.'),
  not_allowed: sentence('Permission is missing.'),
  not_a_file: sentence('It is not a regular file.'),
  broken_link: sentence('It is a symbolic link to a file that does not exist.'),
  unknown: sentence('The operating system refused it.'),
} as const satisfies Record<StorageProblem, string>;
