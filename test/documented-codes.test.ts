import type { ErrorRow } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';
import { connectorPackages, type PackageFolder } from './workspace.ts';

/** A number, or a name. */
type Code = number | string;

/** The codes that a provider's page lists, and why some of them have no row. */
interface CodeList {
  /** The page. */
  readonly source: string;
  /** What the row of a code is called, such as `err-code {code}`; by default the code itself. */
  readonly cause?: string;
  readonly codes: readonly Code[];
  /** By reason; `21200-21210` are all codes of the page from 21200 to 21210. */
  readonly withoutRow: Readonly<Record<string, readonly Code[]>>;
}

const file = 'test/documented-codes.json';
const documented = connectorPackages
  .filter(({ files }) => files.includes(file))
  .map((folder) => ({ ...folder, lists: listsOf(folder) }));

function listsOf({ read }: PackageFolder): readonly CodeList[] {
  return (JSON.parse(read(file)) as { readonly lists: readonly CodeList[] }).lists;
}

test('some connectors have a list of documented codes', () => {
  expect(documented).not.toEqual([]);
});

describe.each(documented)('$id', ({ entries, lists }) => {
  const causes = async () => (await rows()).map(({ cause }) => cause);
  const rows = async () => (await entries[0]?.load())?.['errorRows'] as readonly ErrorRow[];

  test.each(lists)('has a row for each code on $source, or a reason to have none', async (list) => {
    const known = await causes();
    const explained = codesWithoutRow(list);
    const missing = list.codes.filter(
      (code) => !known.includes(causeOf(list, code)) && !explained.includes(code),
    );
    expect(missing).toEqual([]);
  });

  test.each(lists)('explains only what $source lists and has no row', async (list) => {
    const known = await causes();
    const explained = codesWithoutRow(list);
    expect(explained.filter((code) => known.includes(causeOf(list, code)))).toEqual([]);
    expect(new Set(explained).size).toBe(explained.length);
    for (const part of partsOf(list)) expect(codesIn(list, part), String(part)).not.toEqual([]);
  });

  test('has only documented codes, each with the page that lists it', async () => {
    const pages = lists.flatMap((list) =>
      list.codes.map((code) => [causeOf(list, code), list.source] as const),
    );
    for (const { cause, docsUrl } of await rows()) {
      const sources = pages.filter(([listed]) => listed === cause).map(([, source]) => source);
      expect(
        sources.filter((source) => docsUrl?.startsWith(source)),
        cause,
      ).not.toEqual([]);
    }
  });
});

function causeOf({ cause = '{code}' }: CodeList, code: Code): string {
  return cause.replace('{code}', String(code));
}

function partsOf({ withoutRow }: CodeList): readonly Code[] {
  return Object.values(withoutRow).flat();
}

function codesWithoutRow(list: CodeList): readonly Code[] {
  return partsOf(list).flatMap((part) => codesIn(list, part));
}

function codesIn({ codes }: CodeList, part: Code): readonly Code[] {
  if (codes.includes(part)) return [part];
  const [first = Number.NaN, last = first] = String(part).split('-').map(Number);
  return codes.filter((code) => Number(code) >= first && Number(code) <= last);
}
