import { usageTypes } from '@sms-connectors/core';
import { checkConfig, type ConfigCheck, type ConfigProblem } from '../functions/check-config.ts';
import { chosenConfig } from './chosen-config.ts';
import { columns, paint, print, printJson } from './terminal.ts';

export interface CheckOptions {
  readonly connector?: string;
  readonly json?: boolean;
  readonly strict?: boolean;
}

export async function check(file: string, options: CheckOptions): Promise<number> {
  const { connector, config } = await chosenConfig({ file, connector: options.connector });
  const result = checkConfig(connector.factory, config);
  const isWell = result.valid && (options.strict !== true || result.missing.length === 0);
  if (options.json === true) printJson({ connector: connector.id, file, ok: isWell, ...result });
  else report(file, connector.id, result);
  return isWell ? 0 : 1;
}

function report(file: string, id: string, result: ConfigCheck): void {
  const { valid, problems, templates, missing } = result;
  const count = problems.length === 1 ? 'one thing' : `${problems.length} things`;
  print(
    valid
      ? `${paint('green', '✓')} ${file} is a config that ${id} takes.`
      : `${paint('red', '✗')} ${file} has ${count} to correct.`,
  );
  for (const { at, message, values, description } of problems) {
    print(`\n  ${paint('bold', at === '' ? 'config' : at)}: ${filled({ message, values })}`);
    if (description !== undefined) print(`  ${paint('dim', plain(description))}`);
  }
  print(`\n${paint('bold', 'Usage types')}`);
  const words = {
    own: 'a template of its own',
    fallback: 'the template of Generic',
    missing: 'no template',
  };
  print(
    columns(
      usageTypes.map((type) => [mark(result.coverage[type]), type, words[result.coverage[type]]]),
    ),
  );
  if (missing.length > 0) {
    print(`  ${paint('yellow', `Missing: ${missing.join(', ')}. Add a template for each.`)}`);
  }
  if (templates.length === 0) return;
  print(`\n${paint('bold', 'Templates')}`);
  print(
    columns(
      templates.map(({ usageType, locale, measure, ucs2 }) => [
        usageType ?? '?',
        locale ?? '',
        measure.encoding,
        `${measure.characters} characters`,
        measure.segments === 1 ? '1 segment' : `${measure.segments} segments`,
        ucs2.map(({ character, replacement }) => `${character} → ${replacement ?? '?'}`).join('  '),
      ]),
    ),
  );
}

function mark(cover: 'own' | 'fallback' | 'missing'): string {
  return { own: '✓', fallback: '↩', missing: '✗' }[cover];
}

function filled({ message, values = {} }: Pick<ConfigProblem, 'message' | 'values'>): string {
  return message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A description without its Markdown. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\*\*|`/g, '');
}
