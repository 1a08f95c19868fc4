import path from 'node:path';
import type { BuiltFolder } from './build.ts';
import type { Fault, Gap } from './faults.ts';
import { type Project, readProject } from './project.ts';
import { count, syncReport } from './report.ts';
import { checkProject, writeProject } from './run.ts';
import { syncCatalogues } from './sync.ts';

/** What somebody asked for. */
export interface Command {
  readonly verb: 'sync' | undefined;
  readonly languages: readonly string[];
  /** Relative to the root; none means everywhere. */
  readonly folders: readonly string[];
  readonly values: {
    readonly check: boolean;
    readonly strict: boolean;
    readonly keep: boolean;
    readonly help: boolean;
    readonly json: boolean;
    readonly root: string;
    readonly site?: string | undefined;
    readonly 'site-url'?: string | undefined;
  };
}

export interface Result {
  readonly summary: string;
  readonly faults: readonly Fault[];
  readonly gaps?: readonly Gap[];
  readonly [detail: string]: unknown;
}

/** Reads the project, and writes, checks or synchronizes it. */
export async function runOnProject({ values, verb, languages, folders }: Command): Promise<Result> {
  const root = path.resolve(values.root);
  const project = await readProject(root, { siteUrl: values['site-url'] });
  if (project.folders.length === 0) {
    const fix = 'Add guide/guide.md and the keyword “sms-connector” to a connector’s package.';
    const message = 'No connector and no page found here.';
    return { summary: '', faults: [{ check: 'page', file: '.', message, fix }] };
  }
  const about = `${count(project.connectors.length, 'connector')}, ${project.locales.join(', ')}`;
  const onFolder = values.json ? undefined : progress(project);
  if (verb === 'sync') {
    const empty = folders.filter((folder) => !hasSentences(project, folder));
    if (empty.length > 0) return { summary: '', faults: empty.map(withoutSentences) };
    const catalogues = syncCatalogues(project, {
      added: languages,
      ...(folders.length > 0 && { folders }),
      keep: values.keep,
    });
    const open = catalogues.filter(({ untranslated, obsolete }) => untranslated + obsolete > 0);
    if (!values.json) process.stdout.write(syncReport(catalogues));
    if (catalogues.length === 0) {
      const summary = `English is the only language; start French with \`${project.commands.sync} fr\`.`;
      return { summary, faults: [], catalogues };
    }
    const summary = `${count(catalogues.length, 'catalogue')} updated, ${open.length} incomplete.`;
    return { summary, faults: [], catalogues };
  }
  if (values.check) {
    const findings = checkProject(project, { strict: values.strict, onFolder });
    return { summary: `Checked the docs of ${about}.`, ...findings };
  }
  const { faults, gaps, ...counts } = writeProject(project, { site: values.site, onFolder });
  const { written, unchanged, removed } = counts;
  const summary = `Docs of ${about}: ${written} written, ${unchanged} unchanged, ${removed} removed.`;
  return { summary, faults, gaps, ...counts };
}

function hasSentences({ folders, interfaces }: Project, place: string): boolean {
  return [...folders, ...interfaces].some(({ folder }) => `${folder}/`.startsWith(`${place}/`));
}

function withoutSentences(folder: string): Fault {
  return {
    check: 'page',
    file: folder,
    message: 'This folder has no guide and no pages.',
    fix: 'Pass the folder of a package with a guide.',
  };
}

/** Shows the progress if the output is a terminal. */
function progress({ folders }: Project) {
  if (!process.stderr.isTTY) return undefined;
  let done = 0;
  return ({ folder }: BuiltFolder): void => {
    done += 1;
    const line = done === folders.length ? '' : `${done}/${folders.length} ${folder.folder}`;
    process.stderr.write(`\r\u001B[K${line}`);
  };
}
