import { goals } from './goals.ts';
import { peers } from './peers.ts';
import { type Measure, measures, type Results, samplesOf } from './results.ts';
import { median, quantile } from './statistics.ts';

/** Formats a run as Markdown that is also readable in a terminal. */
export function tables(results: Results): string {
  const { machine, versions, date } = results;
  const about = [
    `${date.slice(0, 10)}, ${machine.cores} cores of ${machine.cpu}, ${machine.system}, load ${machine.load} at the start,`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  ].join(' ');
  const sections = (Object.keys(measures) as Measure[]).flatMap((measure) => {
    const figures = measureTable(results, measure);
    return figures === undefined ? [] : [`### ${heading(measure)}\n\n${figures}`];
  });
  return [`${about}.`, ...sections, `### Goals\n\n${goalTable(results)}`].join('\n\n');
}

function heading(measure: Measure): string {
  const { title, unit } = measures[measure];
  return unit === '' ? title : `${title}, ${unit}`;
}

/** Formats one measure: a row per peer, a column per kind of work, with medians and interquartile ranges. */
function measureTable(results: Results, measure: Measure): string | undefined {
  const works = [
    ...new Set(results.rows.filter((row) => row.measure === measure).map(({ work }) => work)),
  ];
  if (works.length === 0) return undefined;
  const lines = peers.flatMap(({ id, title }) => {
    const cells = works.map((work) => {
      const samples = samplesOf(results, measure, work, id);
      return samples === undefined ? '' : cell(samples);
    });
    return cells.every((text) => text === '') ? [] : [[title, ...cells]];
  });
  return table([['', ...works.map((work) => (work === '' ? 'median' : work))], ...lines]);
}

function cell(samples: readonly number[]): string {
  const middle = figure(median(samples));
  if (samples.length === 1) return middle;
  return `${middle} (${figure(quantile(samples, 0.25))}–${figure(quantile(samples, 0.75))})`;
}

/** Formats the goals that a run measured, with its values. */
export function goalTable(results: Results): string {
  const lines = goals.flatMap(({ work, target, limit, sense, unit, value }) => {
    const reached = value(results);
    if (Number.isNaN(reached)) return [];
    const sign = sense === 'most' ? '≤' : '≥';
    const isMet = sense === 'most' ? reached <= limit : reached >= limit;
    const goal = `${sign} ${limit}${unit} ${target}`.trim();
    return [[work, goal, `${figure(reached)}${unit}`, isMet ? 'yes' : 'no']];
  });
  return table([['work', 'goal', 'this run', 'reached'], ...lines]);
}

/** Formats a number with three significant digits and without exponent. */
function figure(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en', {
    maximumFractionDigits: Math.min(digits, 2),
    minimumFractionDigits: 0,
  });
}

/** Formats a padded Markdown table; the first row is the head, and all columns but the first are right-aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => pad(text, widths[column] ?? 0, column)).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [head = [], ...body] = rows;
  return [head, rule, ...body].map(line).join('\n');
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

/** A whole number, which is written the same in every language. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', '\u202F');
}
