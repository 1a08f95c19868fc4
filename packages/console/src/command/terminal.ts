import { styleText } from 'node:util';
import yoctoSpinner from 'yocto-spinner';

type Style = Parameters<typeof styleText>[0];

/** Colours text if the terminal has colours and NO_COLOR is not set. */
export function paint(
  style: Style,
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return styleText(style, text, { stream });
}

export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a remark where it does not mix with the results. */
export function note(text: string): void {
  process.stderr.write(`${paint('dim', text, process.stderr)}\n`);
}

/** Writes what went wrong. All commands word errors as sentences. */
export function printError(text: string): void {
  process.stderr.write(`${paint('red', '✗', process.stderr)} ${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

/** Aligns rows in columns. Colour the result, not the cells: escape codes would count as width. */
export function columns(
  rows: readonly (readonly string[])[],
  styles: readonly (Style | undefined)[] = [],
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const style = styles[column];
        const padded = column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0);
        return style === undefined ? padded : paint(style, padded);
      });
      return `  ${cells.join('  ')}`.trimEnd();
    })
    .join('\n');
}

/** Shows a spinner during slow work if the output is a terminal. */
export async function during<Value>(text: string, work: Promise<Value>): Promise<Value> {
  if (!process.stderr.isTTY) return work;
  const spinner = yoctoSpinner({ text, stream: process.stderr });
  const soon = setTimeout(() => spinner.start(), 300);
  try {
    return await work;
  } finally {
    clearTimeout(soon);
    spinner.stop();
  }
}

/** An error in how the command was called. */
export class UsageError extends Error {}
