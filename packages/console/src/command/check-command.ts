import { usageTypes } from '@sms-connectors/core';
import { checkConfig, type ConfigReport } from '../functions/check-config.ts';
import { checkWords, subjectWords } from '../functions/check-words.ts';
import type { InstalledConnector } from '../functions/installed-connectors.ts';
import type { TryFailed } from '../functions/try-message.ts';
import { canVerify, type VerifyAnswer } from '../functions/verify-config.ts';
import { openWorkbench } from '../functions/workbench.ts';
import { chosenConfig } from './chosen-config.ts';
import { targetOf } from './target.ts';
import { columns, during, paint, print, printJson, UsageError } from './terminal.ts';

export interface CheckOptions {
  readonly connector?: string;
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly online?: boolean;
  readonly emulator?: boolean;
}

export async function check(file: string, options: CheckOptions): Promise<number> {
  const { connector, config } = await chosenConfig({ file, connector: options.connector });
  const result = checkConfig(connector.factory, config);
  const isComplete = result.missing.length === 0 && templateProblemsIn(result).length === 0;
  const isWell = result.valid && (options.strict !== true || isComplete);
  const isAsked = options.online === true || options.emulator === true;
  const online = isAsked && result.valid ? await ask(connector, config, options) : undefined;
  const isConfirmed =
    online === undefined ||
    ('checks' in online && online.checks.every((each) => each.result !== 'failed'));
  const ok = isWell && isConfirmed;
  if (options.json === true) {
    printJson({ connector: connector.id, file, ok, ...result, ...(online && { online }) });
  } else {
    report(file, connector.id, result);
    const { name } = connector.factory.manifest;
    if (online !== undefined) {
      reportOnline(options.emulator === true ? `${name}’s emulator` : name, online);
    } else if (isAsked) {
      print(`\n${name} was not asked: fix the config first.`);
    }
  }
  return ok ? 0 : 1;
}

/** Asks the provider, or its emulator, about the config. */
async function ask(
  connector: InstalledConnector,
  config: unknown,
  { emulator }: CheckOptions,
): Promise<VerifyAnswer | TryFailed> {
  const { id } = connector;
  if (!(await canVerify(connector))) throw new UsageError(`${id} cannot be checked online`);
  const target = targetOf(connector, emulator);
  const workbench = openWorkbench([connector]);
  try {
    return await during(`Asking ${id}`, workbench.verify({ id, config, target }));
  } finally {
    await workbench.close();
  }
}

function reportOnline(name: string, answer: VerifyAnswer | TryFailed): void {
  print(`\n${paint('bold', `What ${name} says`)}; nothing was sent.`);
  if (!('checks' in answer)) return print(`  ${paint('red', '✗')} ${answer.message}`);
  const marks = { ok: '✓', failed: '✗', unknown: '?' } as const;
  print(
    columns(
      answer.checks.map(({ subject, result, field, detail, meaning, advice }) => [
        marks[result],
        subjectWords(subject),
        checkWords.result[result],
        field ?? '',
        [detail, meaning, result === 'failed' ? advice : undefined].filter(Boolean).join(' '),
      ]),
    ),
  );
}

function report(file: string, id: string, result: ConfigReport): void {
  const { valid, issues, templates, missing } = result;
  const count = issues.length === 1 ? '1 problem' : `${issues.length} problems`;
  print(
    valid
      ? `${paint('green', '✓')} ${file} is a valid ${id} config.`
      : `${paint('red', '✗')} ${file} has ${count} to fix.`,
  );
  for (const { path, message, description } of issues) {
    print(`\n  ${paint('bold', path === '' ? 'config' : path)}: ${message}`);
    if (description !== undefined) print(`  ${paint('dim', plain(description))}`);
  }
  print(`\n${paint('bold', 'Usage types')}`);
  const words = {
    own: 'own template',
    fallback: 'Generic template',
    missing: 'no template',
  };
  print(
    columns(
      usageTypes.map((type) => {
        const cover = result.coverage[type];
        return result.losing.includes(type)
          ? ['!', type, `${words[cover]} without a code`]
          : [mark(cover), type, words[cover]];
      }),
    ),
  );
  if (missing.length > 0) {
    print(`  ${paint('yellow', `Missing: ${missing.join(', ')}. Add a template for each.`)}`);
  }
  if (templates.length === 0) return;
  print(`\n${paint('bold', 'Templates')}`);
  print(
    columns(
      templates.map(({ usageType, locale, placeholders, measure, ucs2 }) => [
        usageType ?? '?',
        locale ?? '',
        placeholders.map((name) => `{{${name}}}`).join(' ') || 'no placeholders',
        measure.encoding,
        measure.characters === 1 ? '1 character' : `${measure.characters} characters`,
        measure.segments === 1 ? '1 segment' : `${measure.segments} segments`,
        ucs2.map(({ character, replacement }) => `${character} → ${replacement ?? '?'}`).join('  '),
      ]),
    ),
  );
  for (const problem of templateProblemsIn(result)) print(`  ${paint('yellow', problem)}`);
}

/** Each with the path of its template. */
function templateProblemsIn({ templates }: ConfigReport): readonly string[] {
  return templates.flatMap(({ problems }, index) =>
    problems.map(({ message }) => `templates[${index}]: ${message}`),
  );
}

function mark(cover: 'own' | 'fallback' | 'missing'): string {
  return { own: '✓', fallback: '↩', missing: '✗' }[cover];
}

/** Removes Markdown from a description. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\*\*|`/g, '');
}
