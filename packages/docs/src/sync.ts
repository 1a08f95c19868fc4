import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildFolder } from './build.ts';
import { catalogueText, emptyCatalogue } from './catalogue.ts';
import { type CatalogueTask, commonTasks, folderTasks } from './catalogue-tasks.ts';
import { keepTranslations, type Rewording } from './keep-translations.ts';
import type { Project } from './project.ts';

export interface SyncOptions {
  /** The languages to start. */
  readonly added?: readonly string[];
  /** Where: folders relative to the root, besides the catalogues that all folders share. If absent, everywhere. */
  readonly folders?: readonly string[];
  /** The English changed but not its meaning: keeps the translations. */
  readonly keep?: boolean;
}

/** The state of one catalogue. */
export interface SyncedCatalogue {
  readonly file: string;
  /** The number of sentences without a translation. */
  readonly untranslated: number;
  /** The number of translations whose sentence no longer exists; they stay at the end for reuse. */
  readonly obsolete: number;
  /** The changed sentences that have kept their translations. */
  readonly kept: readonly Rewording[];
}

/**
 * Updates the catalogues: adds new sentences and marks stale ones as obsolete. Creates the missing catalogues of the
 * languages that are declared complete, and of those that are started.
 */
export function syncCatalogues(
  project: Project,
  { added = [], folders, keep = false }: SyncOptions = {},
): readonly SyncedCatalogue[] {
  const locales = [...new Set([...project.locales.slice(1), ...added])];
  const isChosen = ({ folder }: CatalogueTask): boolean =>
    folders === undefined ||
    folder === project.shared.folder ||
    folders.some((each) => path.posix.join(folder, '/').startsWith(`${each}/`));
  const isStarted = ({ locale, catalogue }: CatalogueTask): boolean =>
    catalogue !== undefined ||
    project.completeLocales?.includes(locale) === true ||
    added.includes(locale);
  const tasks = [
    ...commonTasks(project, locales),
    ...project.folders.flatMap((folder) => {
      const { wanted } = buildFolder({ ...project, locales: ['en'] }, folder);
      return folderTasks(project, folder.folder, wanted, locales);
    }),
  ];
  return tasks
    .filter((task) => isChosen(task) && isStarted(task))
    .toSorted((a, b) => locales.indexOf(a.locale) - locales.indexOf(b.locale))
    .map((task) => syncOne(project, task, keep));
}

function syncOne(
  { root }: Project,
  { catalogue: current, file, locale, wanted }: CatalogueTask,
  keep: boolean,
): SyncedCatalogue {
  const before = current ?? emptyCatalogue(file, locale);
  const { catalogue, kept } = keep
    ? keepTranslations(before, wanted)
    : { catalogue: before, kept: [] };
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, catalogueText(catalogue, wanted));
  const known = new Set(wanted.map(({ msgid }) => msgid));
  const all = [...catalogue.entries.values(), ...catalogue.obsolete];
  const translated = new Set(all.filter(({ msgstr }) => msgstr !== '').map(({ msgid }) => msgid));
  return {
    file,
    untranslated: wanted.filter(({ msgid }) => !translated.has(msgid)).length,
    obsolete: [...translated].filter((msgid) => !known.has(msgid)).length,
    kept,
  };
}
