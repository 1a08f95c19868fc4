import path from 'node:path';
import { parseArgs, styleText } from 'node:util';
import type { BuiltFolder } from './build.ts';
import { FaultError, type Fault } from './faults.ts';
import { type Project, readProject } from './project.ts';
import { count, faultReport } from './report.ts';
import { checkProject, writeProject } from './run.ts';
import { syncCatalogues } from './sync.ts';

const usage = (
  name: string,
): string => `Usage: ${name} [options]          write every README, page and JSON document
       ${name} --check [options]  write nothing; report problems and how to fix them
       ${name} sync [language…]   update the catalogues; start new languages

Options:
  --root <folder>  the project (default: the current folder)
  --site <folder>  also write the pages of the docs site into this folder of the project
  --json           print JSON
  --help           show this help

Exit codes: 0 success, 1 problems found, 2 invalid usage.
`;

interface Result {
  readonly summary: string;
  readonly faults: readonly Fault[];
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
  const { faults } = result;
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ ok: faults.length === 0, ...result }, null, 2)}\n`);
  } else {
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
        help: { type: 'boolean', default: false, short: 'h' },
        json: { type: 'boolean', default: false },
        root: { type: 'string', default: '.' },
        site: { type: 'string' },
      },
    });
    const [verb, ...languages] = positionals;
    if (verb !== undefined && verb !== 'sync') return { problem: `Unknown command “${verb}”.` };
    if (verb === 'sync' && values.check)
      return { problem: 'sync cannot be combined with --check.' };
    const unknown = languages.find((language) => !isLanguage(language));
    if (unknown !== undefined)
      return { problem: `“${unknown}” is not a language tag such as fr or pt.` };
    return { values, verb, languages };
  } catch (error) {
    // What parseArgs says about an option goes on to positional arguments.
    const [problem = ''] = (error as Error).message.split('. To specify');
    return { problem: problem.replace(/\.?$/, '.') };
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag && tag !== 'en';
  } catch {
    return false;
  }
}

async function run({ values, verb, languages }: Command): Promise<Result> {
  const project = await readProject(path.resolve(values.root));
  if (project.folders.length === 0) {
    const fix = 'Add guide/guide.md and the keyword “sms-connector” to a connector’s package.';
    const message = 'No connector and no page found here.';
    return { summary: '', faults: [{ check: 'page', file: '.', message, fix }] };
  }
  const about = `${count(project.connectors.length, 'connector')}, ${project.locales.join(', ')}`;
  const onFolder = values.json ? undefined : progress(project);
  if (verb === 'sync') {
    const catalogues = syncCatalogues(project, languages);
    const open = catalogues.filter(({ untranslated, obsolete }) => untranslated + obsolete > 0);
    for (const { file, untranslated, obsolete } of values.json ? [] : open) {
      process.stdout.write(`${file}: ${untranslated} to translate, ${obsolete} obsolete\n`);
    }
    if (catalogues.length === 0) {
      const summary = `English is the only language; start French with \`${project.commands.sync} fr\`.`;
      return { summary, faults: [], catalogues };
    }
    const summary = `${count(catalogues.length, 'catalogue')} updated, ${open.length} incomplete.`;
    return { summary, faults: [], catalogues };
  }
  if (values.check) {
    const faults = checkProject(project, onFolder);
    return { summary: `Checked the docs of ${about}.`, faults };
  }
  const { faults, ...counts } = writeProject(project, { site: values.site, onFolder });
  const { written, unchanged, removed } = counts;
  const summary = `Docs of ${about}: ${written} written, ${unchanged} unchanged, ${removed} removed.`;
  return { summary, faults, ...counts };
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
