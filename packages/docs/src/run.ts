import { buildFolder, type BuiltFolder } from './build.ts';
import { sharedCatalogueFaults } from './checks/catalogue-faults.ts';
import { mdxFaults } from './checks/mdx-faults.ts';
import type { Fault } from './faults.ts';
import { fileFaults, removeStrayPages, type Written, writeFolder } from './files.ts';
import type { Output } from './outputs.ts';
import type { Project } from './project.ts';

/** Builds the folders of pages one at a time, to limit memory. */
export function* buildAll(project: Project): Generator<BuiltFolder> {
  for (const folder of project.folders) yield buildFolder(project, folder);
}

export interface WriteOptions {
  /** The docs site's folder, relative to the root. If absent, no pages are written for a site. */
  readonly site?: string | undefined;
  readonly onFolder?: ((built: BuiltFolder) => void) | undefined;
}

/** Writes every README, JSON document and, if there is a site, its pages. Also returns faults. */
export function writeProject(
  project: Project,
  { site, onFolder }: WriteOptions = {},
): Written & { readonly faults: readonly Fault[] } {
  const total = { written: 0, unchanged: 0, removed: 0 };
  const faults: Fault[] = [...sharedCatalogueFaults(project)];
  const made: Pick<Output, 'target' | 'locale' | 'path'>[] = [];
  for (const built of buildAll(project)) {
    const counts = writeFolder(project, built, site);
    total.written += counts.written;
    total.unchanged += counts.unchanged;
    total.removed += counts.removed;
    faults.push(...built.faults);
    made.push(...built.outputs.map(({ target, locale, path }) => ({ target, locale, path })));
    onFolder?.(built);
  }
  if (site !== undefined) total.removed += removeStrayPages(project, made, site);
  return { ...total, faults };
}

/** Checks a project's pages, catalogues and generated files. Writes nothing. */
export function checkProject(
  project: Project,
  onFolder?: (built: BuiltFolder) => void,
): readonly Fault[] {
  const faults: Fault[] = [...sharedCatalogueFaults(project)];
  for (const built of buildAll(project)) {
    const pages = built.outputs.filter(({ target }) => target === 'site');
    faults.push(...built.faults, ...pages.flatMap(mdxFaults), ...fileFaults(project, built));
    onFolder?.(built);
  }
  return faults;
}
