import path from 'node:path';
import { type Catalogue, translationIn, type Wanted } from './catalogue.ts';
import type { Project } from './project.ts';
import { sharedStrings } from './strings.ts';

/** One catalogue, which may not exist yet, and the sentences that it translates. */
export interface CatalogueTask {
  /** Relative to the root, as the file is. */
  readonly folder: string;
  readonly file: string;
  readonly locale: string;
  readonly catalogue: Catalogue | undefined;
  readonly wanted: readonly Wanted[];
}

/** The catalogues of one folder of pages. */
export function folderTasks(
  project: Project,
  folder: string,
  wanted: readonly Wanted[],
  locales: readonly string[] = project.locales.slice(1),
): readonly CatalogueTask[] {
  return locales
    .map((locale) => {
      const file = path.posix.join(folder, `${locale}.po`);
      return { folder, file, locale, catalogue: project.readCatalogue(folder, locale), wanted };
    })
    .filter(({ catalogue }) => wanted.length > 0 || catalogue !== undefined);
}

/** The catalogues of the sentences that all guides share, and those of the interfaces of packages. */
export function commonTasks(
  project: Project,
  locales: readonly string[] = project.locales.slice(1),
): readonly CatalogueTask[] {
  return [
    ...locales.flatMap((locale) => sharedTask(project, locale)),
    ...project.interfaces.flatMap(({ folder, sentences }) => {
      const wanted = sentences.map((msgid) => ({ msgid, isVerbatim: true }));
      return folderTasks(project, folder, wanted, locales);
    }),
  ];
}

/** The shared sentences that the installed generator does not translate to this language. */
function sharedTask({ shared }: Project, locale: string): readonly CatalogueTask[] {
  const { folder } = shared;
  const file = path.posix.join(folder, `${locale}.po`);
  const catalogues = shared.read(locale);
  const own = catalogues.find((catalogue) => catalogue.file === file);
  const brought = catalogues.filter((catalogue) => catalogue !== own);
  const wanted = [...sharedStrings]
    .map(([msgid, reference]) => ({ msgid, reference }))
    .filter(({ msgid }) => !brought.some((each) => translationIn(each, msgid) !== undefined));
  if (wanted.length === 0 && own === undefined) return [];
  return [{ folder, file, locale, catalogue: own, wanted }];
}
