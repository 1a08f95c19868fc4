import { styleText } from 'node:util';
import yoctoSpinner from 'yocto-spinner';

type Style = Parameters<typeof styleText>[0];

/** Text in colour, where the terminal has colours and NO_COLOR does not say otherwise. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

/** Rows in columns, each as wide as its widest cell. Colours go on after, so that they take no room. */
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

/** Says what goes on while something takes its time: on a terminal, and never into a pipe. */
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

/** Something that the person at the terminal can mend. */
export class UsageError extends Error {}
