import type { ConfigIssue } from '@sms-connectors/core';
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
  for (const { path, variable, message, description } of issues) {
    const place = [path === '' ? 'config' : path, variable && `(${variable})`];
    print(`\n  ${paint('bold', place.filter(Boolean).join(' '))}: ${message}`);
    if (description !== undefined) print(`  ${paint('dim', plain(description))}`);
  }
}

/** Removes Markdown from a description. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\*\*|`/g, '');
}
