import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { FaultError } from './faults.ts';
import type { Command, Result } from './project-command.ts';
import { count, faultReport, gapReport } from './report.ts';

const usage = (name: string): string => `Usage: ${name} [options]
       ${name} --check [--strict] [options]
       ${name} sync [--keep] [language…] [folder…]

Writes every README, page and document. --check writes nothing, and reports problems and how to fix them.
sync updates the catalogues: all, or those of the folders. With languages, it also starts them there.

Options:
  --strict          what is not translated is a problem too, if a release needs it
  --keep            the English changed but not its meaning: keep the translations
  --root <folder>   the project (default: the current folder)
  --site <folder>   also write the pages of the docs site into this folder of the project
  --site-url <url>  the address of the docs site, for the links of published guides
  --json            print JSON
  --help            show this help

Exit codes: 0 success, 1 problems found, 2 invalid usage.
`;

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
  // Not before: it loads the whole generator.
  const { runOnProject } = await import('./project-command.ts');
  const result = await runOnProject(parsed).catch((error: unknown): Result => {
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

function parseCommand(args: readonly string[]): Command | { readonly problem: string } {
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

/** Returns a folder relative to the root, with forward slashes. */
function inProject(root: string, folder: string): string {
  return path.relative(root, path.resolve(root, folder)).replaceAll(path.sep, '/');
}
