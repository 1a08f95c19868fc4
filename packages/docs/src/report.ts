import { styleText } from 'node:util';
import type { Fault } from './faults.ts';

/** Formats faults for the terminal: grouped by file, each with its fix. */
export function faultReport(faults: readonly Fault[]): string {
  const byFile = Map.groupBy(faults, ({ file }) => file);
  const files = [...byFile].map(([file, found]) => {
    const lines = found.map(
      ({ check, message, fix }) =>
        `  ${styleText('red', '✗')} ${styleText('dim', check)} ${message}\n      ${fix}`,
    );
    return [styleText('bold', file), ...lines].join('\n');
  });
  return files.join('\n\n');
}

/** “1 file”, “2 files”. */
export function count(number: number, thing: string, things = `${thing}s`): string {
  return `${number} ${number === 1 ? thing : things}`;
}
