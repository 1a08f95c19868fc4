import { buildFolder, type BuiltFolder } from './build.ts';
import { commonTasks } from './catalogue-tasks.ts';
import { checkCatalogues } from './checks/catalogue-faults.ts';
import { mdxFaults } from './checks/mdx-faults.ts';
import type { Fault, Gap } from './faults.ts';
import { fileFaults, removeStrayPages, type Written, writeFolder } from './files.ts';
import type { Output } from './outputs.ts';
import type { Project } from './project.ts';

/** Builds the folders of pages one at a time, to limit memory. */
export function* buildAll(project: Project): Generator<BuiltFolder> {
  for (const folder of project.folders) yield buildFolder(project, folder);
}

/** What is wrong, and what is not translated. */
export interface Findings {
  readonly faults: readonly Fault[];
  readonly gaps: readonly Gap[];
}

export interface WriteOptions {
  /** The docs site's folder, relative to the root. If absent, no pages are written for a site. */
  readonly site?: string | undefined;
  readonly onFolder?: ((built: BuiltFolder) => void) | undefined;
}

/** Writes every README, document and, if there is a site, its pages. Also returns what is wrong or not translated. */
export function writeProject(
  project: Project,
  { site, onFolder }: WriteOptions = {},
): Written & Findings {
  const total = { written: 0, unchanged: 0, removed: 0 };
  const common = checkCatalogues(project, commonTasks(project));
  const faults = [...common.faults];
  const gaps = [...common.gaps];
  const made: Pick<Output, 'target' | 'locale' | 'path'>[] = [];
  for (const built of buildAll(project)) {
    const counts = writeFolder(project, built, site);
    total.written += counts.written;
    total.unchanged += counts.unchanged;
    total.removed += counts.removed;
    faults.push(...built.faults);
    gaps.push(...built.gaps);
    made.push(...built.outputs.map(({ target, locale, path }) => ({ target, locale, path })));
    onFolder?.(built);
  }
  if (site !== undefined) total.removed += removeStrayPages(project, made, site);
  return { ...total, faults, gaps };
}

export interface CheckOptions {
  /** Whether what is not translated is a fault, if a release needs it. */
  readonly strict?: boolean | undefined;
  readonly onFolder?: ((built: BuiltFolder) => void) | undefined;
}

/** Checks a project's pages, catalogues and generated files. Writes nothing. */
export function checkProject(
  project: Project,
  { strict = false, onFolder }: CheckOptions = {},
): Findings {
  const common = checkCatalogues(project, commonTasks(project));
  const faults = [...common.faults];
  const gaps = [...common.gaps];
  for (const built of buildAll(project)) {
    const pages = built.outputs.filter(({ target }) => target === 'site');
    faults.push(...built.faults, ...pages.flatMap(mdxFaults), ...fileFaults(project, built));
    gaps.push(...built.gaps);
    onFolder?.(built);
  }
  if (!strict) return { faults, gaps };
  return {
    faults: [...faults, ...gaps.filter(({ isRequired }) => isRequired)],
    gaps: gaps.filter(({ isRequired }) => !isRequired),
  };
}
