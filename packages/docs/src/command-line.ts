import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, styleText } from 'node:util';
import type { BuiltFolder } from './build.ts';
import { FaultError, type Fault, type Gap } from './faults.ts';
import { type Project, readProject } from './project.ts';
import { count, faultReport, gapReport, syncReport } from './report.ts';
import { checkProject, writeProject } from './run.ts';
import { syncCatalogues } from './sync.ts';

const usage = (name: string): string => `Usage: ${name} [options]
       ${name} --check [--strict] [options]
       ${name} sync [--keep] [language…] [folder…]

Writes every README, page and document. --check writes nothing, and reports problems and how to fix them.
sync updates the catalogues. With languages, it also starts them: everywhere, or in the folders.

Options:
  --strict          what is not translated is a problem too, in the languages that must be complete
  --keep            the English changed but not its meaning: keep the translations
  --root <folder>   the project (default: the current folder)
  --site <folder>   also write the pages of the docs site into this folder of the project
  --site-url <url>  the address of the docs site, for the links of published guides
  --json            print JSON
  --help            show this help

Exit codes: 0 success, 1 problems found, 2 invalid usage.
`;

interface Result {
  readonly summary: string;
  readonly faults: readonly Fault[];
  readonly gaps?: readonly Gap[];
  readonly [detail: string]: unknown;
}

/** Runs the command line and returns its exit code. `name` is the command's name in the help text. */
export async function runCommand(
  args: readonly string[],
  name = 'sms-connectors-docs',
): Promise<number> {
  const parsed = parseCommand(args);
  if ('problem' in parsed) {
    const mark = styleText('red', '✗', { stream: process.stderr });
    process.stderr.write(`${mark} ${parsed.problem}\nRun ${name} --help for usage.\n`);
    return 2;
  }
  const { values } = parsed;
  if (values.help) {
    process.stdout.write(usage(name));
    return 0;
  }
  const result = await run(parsed).catch((error: unknown): Result => {
    if (!(error instanceof FaultError)) throw error;
    return { summary: 'Cannot read the project.', faults: [error.fault] };
  });
  const { faults, gaps = [] } = result;
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ ok: faults.length === 0, ...result }, null, 2)}\n`);
  } else {
    if (gaps.length > 0) process.stderr.write(`\n${gapReport(gaps)}\n`);
    if (faults.length > 0) process.stderr.write(`\n${faultReport(faults)}\n\n`);
    const sign = faults.length === 0 ? styleText('green', '✓') : styleText('red', '✗');
    const rest = faults.length === 0 ? '' : ` ${count(faults.length, 'problem')}.`;
    process.stdout.write(`${sign} ${result.summary}${rest}\n`);
  }
  return faults.length === 0 ? 0 : 1;
}

type Command = Exclude<ReturnType<typeof parseCommand>, { problem: string }>;

function parseCommand(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
        json: { type: 'boolean', default: false },
        root: { type: 'string', default: '.' },
        site: { type: 'string' },
        'site-url': { type: 'string' },
      },
    });
    const [verb, ...operands] = positionals;
    if (verb !== undefined && verb !== 'sync') return { problem: `Unknown command “${verb}”.` };
    if (verb === 'sync' && values.check)
      return { problem: 'sync cannot be combined with --check.' };
    if (values.strict && !values.check) return { problem: '--strict belongs to --check.' };
    if (values.keep && verb !== 'sync') return { problem: '--keep belongs to sync.' };
    const { 'site-url': siteUrl } = values;
    if (siteUrl !== undefined && !/^https?:/.test(URL.parse(siteUrl)?.protocol ?? ''))
      return { problem: `--site-url: “${siteUrl}” is not a web address.` };
    const folders = operands.filter((operand) => isFolder(path.resolve(values.root, operand)));
    const languages = operands.filter((operand) => !folders.includes(operand));
    const unknown = languages.find((language) => !isLanguage(language));
    if (unknown !== undefined)
      return { problem: `“${unknown}” is neither a folder nor a language tag such as fr or pt.` };
    if (folders.length > 0 && languages.length === 0)
      return { problem: 'Pass a language to start in the folder, such as fr.' };
    const places = folders.map((folder) => inProject(values.root, folder));
    // The root means everywhere.
    return { values, verb, languages, folders: places.includes('') ? [] : places };
  } catch (error) {
    // What parseArgs says about an option goes on to positional arguments.
    const [problem = ''] = (error as Error).message.split('. To specify');
    return { problem: problem.replace(/\.?$/, '.') };
  }
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag && tag !== 'en';
  } catch {
    return false;
  }
}

async function run({ values, verb, languages, folders }: Command): Promise<Result> {
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

/** Returns a folder relative to the root, with forward slashes. */
function inProject(root: string, folder: string): string {
  return path.relative(root, path.resolve(root, folder)).replaceAll(path.sep, '/');
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
