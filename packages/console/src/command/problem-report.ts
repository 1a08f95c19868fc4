import type { ConfigIssue } from '@sms-connectors/core';
import { suggestion } from './suggestion.ts';
import { paint, print } from './terminal.ts';

/** Says that a file is valid, or lists each problem with its path. */
export function reportProblems(
  name: string,
  whatItIs: string,
  issues: readonly ConfigIssue[],
): void {
  const count = issues.length === 1 ? '1 problem' : `${issues.length} problems`;
  print(
    issues.length === 0
      ? `${paint('green', '✓')} ${name} is ${whatItIs}.`
      : `${paint('red', '✗')} ${name} has ${count} to fix.`,
  );
  for (const issue of issues) {
    const { path, variable, description } = issue;
    const place = [path === '' ? 'config' : path, variable && `(${variable})`];
    print(`\n  ${paint('bold', place.filter(Boolean).join(' '))}: ${whatIsWrong(issue)}`);
    if (description !== undefined) print(`  ${paint('dim', plain(description))}`);
  }
}

/** The issue's message; of a misspelt field, the name that was probably meant instead of all names. */
function whatIsWrong({ code, keys, parameters, message }: ConfigIssue): string {
  const fields = code === 'unknown_field' ? (parameters.fields?.split(', ') ?? []) : [];
  const question = suggestion(String(keys.at(-1)), fields);
  return question === '' ? message : `Unknown field.${question}`;
}

/** Removes Markdown from a description. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\*\*|`/g, '');
}
