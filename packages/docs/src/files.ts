import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuiltFolder } from './build.ts';
import { bannerEnd } from './banner.ts';
import type { Fault } from './faults.ts';
import type { Output } from './outputs.ts';
import type { Project } from './project.ts';

/** The numbers of written, unchanged and removed files. */
export interface Written {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** Where Docusaurus looks for the pages of a language, relative to the site's folder. */
export function sitePages(locale: string): string {
  return locale === 'en'
    ? 'generated/pages'
    : `i18n/${locale}/docusaurus-plugin-content-docs/current`;
}

/** Returns an output's path, relative to the root; `undefined` if there is no site to write it to. */
function diskPath(output: Output, site: string | undefined): string | undefined {
  if (output.target !== 'site') return output.path;
  return site && path.posix.join(site, sitePages(output.locale), output.path);
}

/** Writes a folder's files if they differ, and removes those that are no longer generated. */
export function writeFolder(project: Project, built: BuiltFolder, site?: string): Written {
  const counts = { written: 0, unchanged: 0, removed: 0 };
  for (const output of built.outputs) {
    const file = diskPath(output, site);
    if (file === undefined) continue;
    if (onDisk(project, file) === output.content) {
      counts.unchanged += 1;
      continue;
    }
    const target = path.join(project.root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, output.content);
    counts.written += 1;
  }
  for (const file of strayFiles(project, built).filter((stray) => isGenerated(project, stray))) {
    rmSync(path.join(project.root, file));
    counts.removed += 1;
  }
  return counts;
}

/** Removes the site's pages that are no longer generated. */
export function removeStrayPages(
  project: Project,
  outputs: readonly Pick<Output, 'target' | 'locale' | 'path'>[],
  site: string,
): number {
  const made = new Set(outputs.map((output) => diskPath(output as Output, site)));
  const patterns = ['en', '*'].map((locale) => `${site}/${sitePages(locale)}/**/*.mdx`);
  const stray = find(project, patterns).filter(
    (file) => !made.has(file) && isGenerated(project, file),
  );
  for (const file of stray) rmSync(path.join(project.root, file));
  return stray.length;
}

/** Returns faults for committed files that are out of date or no longer generated. */
export function fileFaults(project: Project, built: BuiltFolder): readonly Fault[] {
  const fix = `Run \`${project.commands.write}\`.`;
  const differing = built.outputs
    .filter(({ target }) => target !== 'site')
    .flatMap((output): Fault[] => {
      const current = onDisk(project, output.path);
      if (current === output.content) return [];
      const message =
        current === undefined
          ? 'The file does not exist.'
          : `Out of date with ${output.source}: ${firstDifference(current, output.content)}`;
      return [{ check: 'files', file: output.path, message, fix }];
    });
  const stray = strayFiles(project, built).map((file): Fault => ({
    check: 'files',
    file,
    message: 'The language or the page of this file no longer exists.',
    fix: isGenerated(project, file) ? fix : 'Delete it.',
  }));
  return [...differing, ...stray];
}

function firstDifference(current: string, expected: string): string {
  const before = current.split('\n');
  const after = expected.split('\n');
  const index = after.findIndex((line, at) => line !== before[at]);
  const line = index === -1 ? after.length : index;
  const words = excerpt(after[line] ?? '', before[line] ?? '');
  return `line ${line + 1} should be ${words === '' ? 'empty' : `“${words}”`}.`;
}

/** Shortens a line around the difference: a whole section of a guide is one line of JSON. */
function excerpt(line: string, other: string): string {
  const difference = [...line].findIndex((_, at) => line[at] !== other[at]);
  const start = line.length <= 160 ? 0 : Math.max(0, difference - 60);
  const end = start + 160;
  return `${start === 0 ? '' : '…'}${line.slice(start, end)}${end < line.length ? '…' : ''}`;
}

/** Returns the files of a folder that look generated but no longer are. */
function strayFiles(project: Project, { folder, outputs }: BuiltFolder): readonly string[] {
  const made = new Set(outputs.map(({ path: file }) => file));
  const readmes = outputs.filter(({ target, locale }) => target === 'readme' && locale === 'en');
  const patterns = readmes.map(({ path: file }) => file.replace(/\.md$/, '.*.md'));
  if (folder.package !== undefined) {
    patterns.push(`${folder.folder}/README.*.md`, `${folder.folder}/*.json`);
  }
  const modules = outputs.filter(({ target }) => target === 'module');
  patterns.push(...new Set(modules.map(({ path: file }) => `${path.posix.dirname(file)}/*.ts`)));
  // Other Markdown and pictures in the folder may be somebody's own.
  const ours = find(project, [`${folder.folder}/*.{md,svg}`]).filter((file) =>
    isGenerated(project, file),
  );
  const found = new Set([
    ...find(project, patterns),
    ...(folder.package === undefined ? [] : ours),
  ]);
  return [...found].filter((file) => !made.has(file));
}

/** Whether the generator wrote a file and can therefore remove it. */
function isGenerated(project: Project, file: string): boolean {
  const content = onDisk(project, file) ?? '';
  return content.includes(bannerEnd) || content.startsWith('{\n  "format": 1,');
}

function find({ root }: Project, patterns: readonly string[]): readonly string[] {
  return globSync(patterns, { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .toSorted();
}

function onDisk({ root }: Project, file: string): string | undefined {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}
