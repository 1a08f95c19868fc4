import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plot } from './plot.ts';
import type { Results } from './results.ts';
import { goalTable, tables } from './table.ts';

const here = import.meta.dirname;
const read = (file: string): string => readFileSync(path.join(here, file), 'utf8');

/** The files made from the stored run: the tables of the README, and the plot. */
export function pages(): Readonly<Record<'README.md' | 'results/plot.svg', string>> {
  const results = JSON.parse(read('results/full.json')) as Results;
  const filled = fill(read('README.md'), {
    goals: goalTable(results),
    policies: read('results/policies.md').trimEnd(),
    results: tables(results),
  });
  return { 'README.md': filled, 'results/plot.svg': plot(results) };
}

export function writePages(): void {
  for (const [file, content] of Object.entries(pages())) {
    writeFileSync(path.join(here, file), content);
  }
}

function fill(page: string, blocks: Readonly<Record<string, string>>): string {
  return page.replace(
    /(<!-- (\w+), written by the bench -->).*?(<!-- end -->)/gs,
    (_, begin: string, name: string, end: string) => `${begin}\n\n${blocks[name] ?? ''}\n\n${end}`,
  );
}
