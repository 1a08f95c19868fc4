import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildFolder } from './build.ts';
import { type Catalogue, catalogueText, emptyCatalogue, type Wanted } from './catalogue.ts';
import type { Project } from './project.ts';
import { sharedStrings } from './strings.ts';

/** The state of one catalogue. */
export interface SyncedCatalogue {
  readonly file: string;
  /** The number of sentences without a translation. */
  readonly untranslated: number;
  /** The number of translations whose sentence no longer exists; they stay at the end for reuse. */
  readonly obsolete: number;
}

/**
 * Updates every catalogue: adds new sentences and marks stale ones as obsolete. `added` are new languages.
 */
export function syncCatalogues(
  project: Project,
  added: readonly string[] = [],
): readonly SyncedCatalogue[] {
  const locales = [...new Set([...project.locales.slice(1), ...added])];
  const wantedByFolder = project.folders.map((folder) => ({
    folder: folder.folder,
    wanted: buildFolder({ ...project, locales: ['en'] }, folder).wanted,
  }));
  return locales.flatMap((locale) => [
    ...syncShared(project, locale),
    ...wantedByFolder
      .filter(({ wanted }) => wanted.length > 0)
      .map(({ folder, wanted }) =>
        syncOne(project, project.readCatalogue(folder, locale), { folder, locale, wanted }),
      ),
  ]);
}

/** The shared sentences that the installed generator does not translate to this language. */
function syncShared(project: Project, locale: string): readonly SyncedCatalogue[] {
  const { folder } = project.shared;
  const file = path.posix.join(folder, `${locale}.po`);
  const catalogues = project.shared.read(locale);
  const ours = catalogues.find((catalogue) => catalogue.file === file);
  const brought = catalogues.filter((catalogue) => catalogue !== ours);
  const wanted = [...sharedStrings]
    .map(([msgid, reference]) => ({ msgid, reference }))
    .filter(({ msgid }) => !brought.some(({ entries }) => entries.has(msgid)));
  if (wanted.length === 0 && ours === undefined) return [];
  return [syncOne(project, ours, { folder, locale, wanted })];
}

function syncOne(
  { root }: Project,
  current: Catalogue | undefined,
  { folder, locale, wanted }: { folder: string; locale: string; wanted: readonly Wanted[] },
): SyncedCatalogue {
  const file = path.posix.join(folder, `${locale}.po`);
  const catalogue = current ?? emptyCatalogue(file, locale);
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, catalogueText(catalogue, wanted));
  const known = new Set(wanted.map(({ msgid }) => msgid));
  const before = [...catalogue.entries.values(), ...catalogue.obsolete];
  const translated = new Set(
    before.filter(({ msgstr }) => msgstr !== '').map(({ msgid }) => msgid),
  );
  return {
    file,
    untranslated: wanted.filter(({ msgid }) => !translated.has(msgid)).length,
    obsolete: [...translated].filter((msgid) => !known.has(msgid)).length,
  };
}
