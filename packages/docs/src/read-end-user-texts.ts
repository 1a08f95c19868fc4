import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FaultError } from './faults.ts';
import type { PageFolder } from './project.ts';

/** The texts of a module, by name; groups of them have a name too. */
export interface EndUserTexts {
  readonly [name: string]: string | EndUserTexts;
}

/** A package's texts for the people who use an application. */
export interface EndUserTextsFacts {
  /** The module with the English texts; translations go into the folder `end-user-texts` beside it. Relative to the root. */
  readonly source: string;
  readonly texts: EndUserTexts;
}

/** The name of the modules with English texts. They export `englishEndUserTexts` and the type `EndUserTexts`. */
export const englishFileName = 'english-end-user-texts.ts';

/** Reads the texts of a package, if it has any. */
export async function readEndUserTexts(
  root: string,
  [source]: readonly string[],
): Promise<Pick<PageFolder, 'endUserTexts'>> {
  if (source === undefined) return {};
  const module: unknown = await import(pathToFileURL(path.join(root, source)).href);
  const { englishEndUserTexts: texts } = module as { englishEndUserTexts?: EndUserTexts };
  if (texts !== undefined) return { endUserTexts: { source, texts } };
  throw new FaultError({
    check: 'schema',
    file: source,
    message: 'The module has no export `englishEndUserTexts`.',
    fix: 'Export the English texts under this name.',
  });
}

/** The English texts of a folder’s package, each with its path: `byCode.timeout`. */
export function endUserTextsOf({
  endUserTexts,
}: PageFolder): readonly (readonly [string, string])[] {
  return endUserTexts === undefined ? [] : flattened(endUserTexts.texts, 'endUserTexts');
}

function flattened(texts: EndUserTexts, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([name, value]) => {
    const place = `${prefix}.${name}`;
    return typeof value === 'string' ? [[place, value] as const] : flattened(value, place);
  });
}
