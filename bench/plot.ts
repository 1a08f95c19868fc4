import { pictureCss } from '../brand/css.ts';
import { fonts } from '../brand/tokens.ts';
import { type Peer, type PeerId, peers } from './peers.ts';
import { type Measure, measures, type Results, samplesOf } from './results.ts';
import { median } from './statistics.ts';

interface Panel {
  readonly title: string;
  readonly measure: Measure;
  readonly work: string;
}

const panels: readonly Panel[] = [
  { title: 'CPU per message, 16 at once', measure: 'cpu', work: '16 at once' },
  {
    title: 'Messages a second, 256 at once, provider takes 100 ms',
    measure: 'rate',
    work: '256 at once, 100 ms',
  },
  {
    title: 'Latency after 35 s idle, provider 60 ms away',
    measure: 'latency',
    work: 'after 35 s',
  },
  { title: 'Process start to the first answer', measure: 'firstAnswer', work: '' },
];

const style = pictureCss({
  '.paper': { fill: 'paper' },
  text: { fill: 'ink' },
  '.note': { fill: 'soft' },
  '.ours': { fill: 'ours' },
  '.peer': { fill: 'peer' },
  '.limit': { fill: 'limit' },
});
interface Layout {
  readonly width: number;
  /** The space for names beside the bars; without it, they are above the bars. */
  readonly labels: number;
  /** The height of a bar with its name. */
  readonly row: number;
  /** How many characters fit on a line. */
  readonly characters: number;
}

const layouts = {
  wide: { width: 760, labels: 220, row: 22, characters: 120 },
  phone: { width: 330, labels: 0, row: 38, characters: 50 },
} as const satisfies Record<string, Layout>;
const [bar, line] = [16, 16] as const;

const legend = 'Medians. Green: sms-connectors; faint: bare HTTP clients.';
const better = { less: 'less is better', more: 'more is better' } as const;

/** The text of the plot, for translation. */
export const plotWords: readonly string[] = [
  ...panels.map(({ title }) => title),
  ...Object.values(better),
  legend,
];

/** Draws the main figures as bars: ours, our peers, and bare clients. `of` translates the text. */
export function plot(
  results: Results,
  of = (english: string): string => english,
  size: keyof typeof layouts = 'wide',
): string {
  const layout = layouts[size];
  let y = 10;
  const drawn = panels.map((panel) => {
    const { svg, height } = panelOf(results, panel, y, of, layout);
    y += height + 18;
    return svg;
  });
  const { cpu, cores } = results.machine;
  const note = `${results.date.slice(0, 10)}, ${cores} × ${cpu}, Node ${results.versions['node'] ?? ''}. ${of(legend)}`;
  const notes = lines(note, layout.characters * 1.5);
  const [width, height] = [layout.width + 32, y + 24 + notes.length * line];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 ${width} ${height}" role="img" aria-label="Benchmarks" font-family="${fonts.picture}" font-size="12">
<style>${style}</style>
<rect class="paper" x="-16" y="-16" width="${width}" height="${height}" rx="8"/>
${drawn.join('\n')}
${notes.map((text, index) => `<text class="note" x="0" y="${y + 12 + index * line}" font-size="11">${escape(text)}</text>`).join('\n')}
</svg>
`;
}

function panelOf(
  results: Results,
  { title, measure, work }: Panel,
  top: number,
  of: (english: string) => string,
  { width, labels, row, characters }: Layout,
) {
  const { better: sense, unit } = measures[measure];
  const bars = peers.flatMap((peer: Peer) => {
    const samples = samplesOf(results, measure, work, peer.id as PeerId);
    return samples === undefined || peer.id === 'mock' ? [] : [{ peer, value: median(samples) }];
  });
  const longest = Math.max(...bars.map(({ value }) => value));
  const scale = (width - labels - 90) / longest;
  const heading = lines(`${of(title)} (${of(better[sense])})`, characters);
  const first = top + 24 + (heading.length - 1) * line;
  const drawn = bars.map(({ peer, value }, index) => {
    const y = first + index * row;
    const barY = y + (labels === 0 ? line : 0);
    const length = Math.max(1, value * scale).toFixed(1);
    const [x, anchor] = labels === 0 ? [0, ''] : [labels - 8, ' text-anchor="end"'];
    return [
      `<text x="${x}" y="${y + 12}"${anchor}>${escape(peer.title)}</text>`,
      `<rect x="${labels}" y="${barY}" width="${length}" height="${bar}" rx="2" class="${peer.kind}"/>`,
      `<text x="${labels + Number(length) + 6}" y="${barY + 12}">${plain(value)} ${unit}</text>`,
    ].join('');
  });
  const titles = heading.map(
    (text, index) =>
      `<text x="0" y="${top + 12 + index * line}" font-weight="600">${escape(text)}</text>`,
  );
  return { svg: [...titles, ...drawn].join('\n'), height: first - top + bars.length * row };
}

/** Breaks a text between words. */
function lines(text: string, characters: number): readonly string[] {
  return text.split(' ').reduce<readonly string[]>((broken, word) => {
    const last = broken.at(-1);
    return last === undefined || `${last} ${word}`.length > characters
      ? [...broken, word]
      : [...broken.slice(0, -1), `${last} ${word}`];
  }, []);
}

// Whole numbers with thin spaces are correct in every language.
function plain(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', '\u202F');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
