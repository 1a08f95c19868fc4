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

const colours = { ours: '#1a7f64', peer: '#8a94a6', limit: '#c9ced8' } as const;
const [width, labels, bar, gap] = [760, 220, 16, 6] as const;

const legend = 'Medians. Green: sms-connectors; light grey: bare HTTP clients.';
const better = { less: 'less is better', more: 'more is better' } as const;

/** The text of the plot, for translation. */
export const plotWords: readonly string[] = [
  ...panels.map(({ title }) => title),
  ...Object.values(better),
  legend,
];

/** Draws the main figures as bars: ours, our peers, and bare clients. `of` translates the text. */
export function plot(results: Results, of = (english: string): string => english): string {
  let y = 10;
  const drawn = panels.map((panel) => {
    const { svg, height } = panelOf(results, panel, y, of);
    y += height + 18;
    return svg;
  });
  const { cpu, cores } = results.machine;
  const note = `${results.date.slice(0, 10)}, ${cores} × ${cpu}, Node ${results.versions['node'] ?? ''}. ${of(legend)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 ${width + 32} ${y + 40}" role="img" aria-label="Benchmarks" font-family="system-ui, sans-serif" font-size="12">
<style>.paper { fill: #fff } text { fill: #2b3240 } .note { fill: #6b7280 } @media (prefers-color-scheme: dark) { .paper { fill: #1b1f27 } text { fill: #e6e8ec } .note { fill: #9aa2b1 } }</style>
<rect class="paper" x="-16" y="-16" width="${width + 32}" height="${y + 40}" rx="8"/>
${drawn.join('\n')}
<text class="note" x="0" y="${y + 12}" font-size="11">${escape(note)}</text>
</svg>
`;
}

function panelOf(
  results: Results,
  { title, measure, work }: Panel,
  top: number,
  of: (english: string) => string,
) {
  const { better: sense, unit } = measures[measure];
  const bars = peers.flatMap((peer: Peer) => {
    const samples = samplesOf(results, measure, work, peer.id as PeerId);
    return samples === undefined || peer.id === 'mock' ? [] : [{ peer, value: median(samples) }];
  });
  const longest = Math.max(...bars.map(({ value }) => value));
  const scale = (width - labels - 90) / longest;
  const lines = bars.map(({ peer, value }, index) => {
    const y = top + 24 + index * (bar + gap);
    const length = Math.max(1, value * scale).toFixed(1);
    return [
      `<text x="${labels - 8}" y="${y + 12}" text-anchor="end">${escape(peer.title)}</text>`,
      `<rect x="${labels}" y="${y}" width="${length}" height="${bar}" rx="2" fill="${colours[peer.kind]}"/>`,
      `<text x="${labels + Number(length) + 6}" y="${y + 12}">${plain(value)} ${unit}</text>`,
    ].join('');
  });
  const heading = `<text x="0" y="${top + 12}" font-weight="600">${escape(of(title))} (${escape(of(better[sense]))})</text>`;
  return { svg: [heading, ...lines].join('\n'), height: 24 + bars.length * (bar + gap) };
}

// Whole numbers with thin spaces are correct in every language.
function plain(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', '\u202F');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
