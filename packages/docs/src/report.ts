import { styleText } from 'node:util';
import type { Fault, Gap } from './faults.ts';
import type { SyncedCatalogue } from './sync.ts';

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

const listedPerFile = 5;
const listedPerLanguage = 5;

/**
 * Formats what is not translated: a count per language, and the first sentences of each catalogue. Of the catalogues
 * that no release needs, only the first are listed: a language may have begun with one guide of many.
 */
export function gapReport(gaps: readonly Gap[]): string {
  const sign = styleText('yellow', '!');
  const languages = [...Map.groupBy(gaps, ({ locale }) => locale)].map(([locale, found]) => {
    const untranslated = found.reduce((sum, { sentences }) => sum + sentences, 0);
    const left = found.filter(({ sentences }) => sentences === 0).length;
    const counts = [
      ...(untranslated > 0 ? [`${count(untranslated, 'sentence')} not translated`] : []),
      ...(left > 0 ? [`${count(left, 'translation')} left over`] : []),
    ];
    const files = [...Map.groupBy(found, ({ file }) => file)];
    const needed = files.filter(([, [first]]) => first?.isRequired === true);
    const optional = files.filter((each) => !needed.includes(each));
    const rest = optional.length - listedPerLanguage;
    const lines = [
      ...[...needed, ...optional.slice(0, listedPerLanguage)].map(fileGaps),
      ...(rest > 0 ? [`    … and ${count(rest, 'catalogue')} that no release needs`] : []),
    ];
    return `${sign} ${styleText('bold', locale)}: ${counts.join(', ')}\n${lines.join('\n')}`;
  });
  const isShortened =
    [...Map.groupBy(gaps, ({ file }) => file).values()].some(
      (found) => found.length > listedPerFile,
    ) || languages.some((lines) => lines.endsWith('that no release needs'));
  const more = isShortened ? ['  (--json lists all of them.)'] : [];
  return [
    ...languages,
    ...more,
    'Pages show the English sentence until somebody translates it.',
  ].join('\n');
}

function fileGaps([file, gaps]: [string, readonly Gap[]]): string {
  const [first] = gaps;
  if (first !== undefined && first.sentences > 1) return `    ${file}: ${first.message}`;
  const lines = gaps
    .slice(0, listedPerFile)
    .map(({ message, fix }) => `      ${message} ${styleText('dim', fix)}`);
  const others = gaps.length - lines.length;
  return [`    ${file}`, ...lines, ...(others > 0 ? [`      … and ${others} more`] : [])].join(
    '\n',
  );
}

/** Formats what `sync` did to the catalogues. */
export function syncReport(catalogues: readonly SyncedCatalogue[]): string {
  return catalogues
    .flatMap(({ file, untranslated, obsolete, kept }) => [
      ...(kept.length > 0 ? [`${file}: ${count(kept.length, 'translation')} kept`] : []),
      ...kept.map(({ from, to }) => `  “${from}”\n  → “${to}”`),
      ...(untranslated + obsolete > 0
        ? [`${file}: ${untranslated} to translate, ${obsolete} obsolete`]
        : []),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

/** “1 file”, “2 files”. */
export function count(number: number, thing: string, things = `${thing}s`): string {
  return `${number} ${number === 1 ? thing : things}`;
}
