import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareTable, failureTable } from './compare.ts';
import { plot } from './plot.ts';
import type { Results } from './results.ts';
import { goalTable, tables } from './table.ts';

const here = import.meta.dirname;
const comparison = '../docs/pages/compare.md';
const read = (file: string): string => readFileSync(path.join(here, file), 'utf8');

/** The files made from the stored run, relative to this folder: pages with its tables, and the plot. */
export function pages(): Readonly<Record<string, string>> {
  const results = JSON.parse(read('results/full.json')) as Results;
  const filled = fill(read('README.md'), {
    gateway: read('results/gateway.md').trimEnd(),
    goals: goalTable(results),
    policies: read('results/policies.md').trimEnd(),
    queue: read('results/queue.md').trimEnd(),
    results: tables(results),
    verify: read('results/verify.md').trimEnd(),
  });
  return {
    'README.md': filled,
    'results/plot.svg': plot(results),
    [comparison]: [
      compareTable(results),
      read('results/sdks.md').trimEnd(),
      failureTable(read('results/policies.md')),
    ].reduce(withTable, read(comparison)),
  };
}

export function writePages(): void {
  for (const [file, content] of Object.entries(pages())) {
    writeFileSync(path.join(here, file), content);
  }
}

/** A page of the docs site has no comments; its table is the one that begins in the same way. */
function withTable(page: string, table: string): string {
  const start = /^\| \w+( \d+)?/.exec(table)?.[0] ?? table;
  const before = page.indexOf(`\n${start} `) + 1;
  if (before === 0) throw new TypeError(`The page has no table that begins with ${start}.`);
  const after = page.indexOf('\n\n', before);
  return `${page.slice(0, before)}${table}${page.slice(after)}`;
}

function fill(page: string, blocks: Readonly<Record<string, string>>): string {
  return page.replace(
    /(<!-- (\w+), written by the bench -->).*?(<!-- end -->)/gs,
    (_, begin: string, name: string, end: string) => `${begin}\n\n${blocks[name] ?? ''}\n\n${end}`,
  );
}
