import { type UsageType, usageTypes, withVariables } from '@sms-connectors/core';
import { checkConfig, type ConfigReport } from '../functions/check-config.ts';
import { checkWords, subjectWords } from '../functions/check-words.ts';
import { emulatedConfig } from '../functions/emulated-config.ts';
import { samplePayload } from '../functions/preview-templates.ts';
import { previewRequest, type ShownRequest } from '../functions/preview-request.ts';
import type { TryFailed } from '../functions/try-message.ts';
import { canVerify, type VerifyAnswer } from '../functions/verify-config.ts';
import { openWorkbench, type Workbench } from '../functions/workbench.ts';
import { type ChosenConfig, chosenConfig } from './chosen-config.ts';
import { sourcesOf, unusedLines, variableLines } from './config-values.ts';
import { exitCodes } from './exit-codes.ts';
import { reportProblems } from './problem-report.ts';
import { proxyAdvice } from './proxy-advice.ts';
import { columns, during, paint, print, printJson, UsageError } from './terminal.ts';

export interface CheckOptions {
  readonly connector?: string;
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly online?: boolean;
  readonly emulator?: boolean;
  /** The recipient of the request that is shown. */
  readonly to?: string;
}

export async function check(given: string | undefined, options: CheckOptions): Promise<number> {
  const { connector: id, emulator } = options;
  const chosen = await chosenConfig({ file: given, connector: id, emulator });
  const { connector, target, file } = chosen;
  const workbench = openWorkbench([connector]);
  try {
    const config = await checkedConfig(chosen, workbench);
    const result = named(chosen, checkConfig(connector.factory, config));
    const isAsked = options.online === true || emulator === true;
    if (isAsked && !(await canVerify(connector))) {
      throw new UsageError(`${connector.id} cannot be checked online.`);
    }
    const online =
      isAsked && result.valid
        ? await during(
            `Asking ${connector.id}`,
            workbench.verify({ id: connector.id, config, target }),
          )
        : undefined;
    const request =
      options.to !== undefined && result.valid
        ? await previewRequest(connector.factory, config, {
            to: options.to,
            usageType: firstUsageType(result),
            payload: samplePayload,
          })
        : undefined;
    const isRefused = request !== undefined && 'outcome' in request;
    const code = isRefused ? exitCodes.failure : exitCode(result, online, options.strict === true);
    if (options.json === true) {
      const { unused } = chosen;
      const sources = { sources: sourcesOf(chosen), unusedVariables: unused };
      const ok = code === exitCodes.success;
      printJson({ connector: connector.id, file, ok, ...result, ...sources, online, request });
      return code;
    }
    report(chosen, result);
    const { name } = connector.factory.manifest;
    if (options.to !== undefined && result.valid) reportRequest(name, request);
    if (online !== undefined) {
      reportOnline(target === 'emulator' ? `${name}’s emulator` : name, online);
    } else if (isAsked) {
      print(`\n${name} was not asked: fix the config first.`);
    }
    return code;
  } finally {
    await workbench.close();
  }
}

/** The emulator knows its own test account only, so without a file that is what it is asked about. */
async function checkedConfig(
  { connector, target, file, config }: ChosenConfig,
  workbench: Workbench,
): Promise<ChosenConfig['config']> {
  if (target === 'provider' || file !== undefined) return config;
  const emulator = await workbench.emulator(connector.id);
  return emulator === undefined ? config : emulatedConfig(connector.factory, config, emulator);
}

/** The report, with the environment variable of each field that is not in the file. */
function named({ connector, config, variables }: ChosenConfig, result: ConfigReport): ConfigReport {
  const written = Object.fromEntries(
    Object.entries(config).filter(([field]) => variables[field] === undefined),
  );
  return { ...result, issues: withVariables(connector.factory, result.issues, written) };
}

type Online = VerifyAnswer | TryFailed | undefined;

function exitCode(config: ConfigReport, online: Online, isStrict: boolean): number {
  const isComplete = config.missing.length === 0 && templateProblemsIn(config).length === 0;
  if (!config.valid || (isStrict && !isComplete)) return exitCodes.failure;
  if (online === undefined) return exitCodes.success;
  if (!('checks' in online)) return exitCodes.failure;
  if (online.checks.some(({ result }) => result === 'failed')) return exitCodes.failure;
  // Nothing failed, but nothing is known either.
  const isKnown = online.checks.some(({ result }) => result === 'ok');
  return isKnown ? exitCodes.success : exitCodes.noAnswer;
}

/** The first usage type that has a template. */
function firstUsageType({ coverage: covered }: ConfigReport): UsageType {
  return usageTypes.find((type) => covered[type] !== 'missing') ?? 'Generic';
}

function reportRequest(name: string, request: ShownRequest | TryFailed | undefined): void {
  print(`\n${paint('bold', 'Request')}; nothing was sent, secrets are hidden.`);
  if (request === undefined) return print(`  ${name} gets no request: it is in this process.`);
  if ('outcome' in request) return print(`  ${paint('red', '✗')} ${request.message}`);
  const { method, url, headers, body = '' } = request;
  print(`  ${method} ${url}`);
  for (const [header, value] of Object.entries(headers)) print(`  ${header}: ${value}`);
  if (body === '') return;
  print();
  for (const line of bodyLines(body)) print(`  ${line}`);
}

/** The body as a person reads it: JSON over several lines, and a form with one member in each. */
function bodyLines(body: string): readonly string[] {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2).split('\n');
  } catch {
    const isForm = /^[^\s=&]+=[^\s]*$/.test(body);
    return isForm
      ? Array.from(new URLSearchParams(body), ([name, value]) => `${name} = ${value}`)
      : body.split('\n');
  }
}

function reportOnline(name: string, answer: VerifyAnswer | TryFailed): void {
  print(`\n${paint('bold', `What ${name} says`)}; nothing was sent.`);
  if (!('checks' in answer)) {
    print(`  ${paint('red', '✗')} ${answer.message}`);
    return;
  }
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
  if (!answer.checks.some(({ result }) => result !== 'unknown')) {
    const advice = proxyAdvice() ?? 'Check the network, then try again.';
    print(`  ${paint('yellow', `${name} could not be asked. ${advice}`)}`);
  }
}

function report(chosen: ChosenConfig, result: ConfigReport): void {
  const { connector, file } = chosen;
  const { issues, templates, missing } = result;
  const title = file ?? 'The example config';
  reportProblems(title, `a valid ${connector.id} config`, issues);
  reportSources(chosen);
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

/** Says where the values come from, if not all of them are from the file. */
function reportSources(chosen: ChosenConfig): void {
  const lines = [...variableLines(chosen), ...unusedLines(chosen)];
  if (lines.length === 0) return;
  print(`\n${paint('bold', 'Environment')}`);
  for (const line of lines) print(`  ${line}`);
}

function mark(cover: 'own' | 'fallback' | 'missing'): string {
  return { own: '✓', fallback: '↩', missing: '✗' }[cover];
}
