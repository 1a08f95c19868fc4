import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sharedStrings } from './strings.ts';

/** A package whose own interface is translated: the catalogues are in its `locales` folder. */
export interface InterfaceFolder {
  /** The folder of the catalogues, relative to the root. */
  readonly folder: string;
  /** In English, in alphabetical order. */
  readonly sentences: readonly string[];
}

const calls = /\b(?:t|sentence)\(\s*'((?:[^'\\]|\\.)+)'/g;

/**
 * Collects the sentences that a package's sources give to `t('…')` or `sentence('…')`, without those that guides share.
 */
export function interfaceOf(root: string, packageFolder: string): InterfaceFolder {
  const cwd = path.join(root, packageFolder, 'src');
  const sentences = globSync('**/*.{ts,tsx}', { cwd }).flatMap((file) =>
    [...readFileSync(path.join(cwd, file), 'utf8').matchAll(calls)].map(([, words = '']) =>
      words.replaceAll(/\\(.)/g, '$1'),
    ),
  );
  return {
    folder: path.posix.join(packageFolder, 'locales'),
    sentences: [...new Set(sentences)].filter((words) => !sharedStrings.has(words)).toSorted(),
  };
}
