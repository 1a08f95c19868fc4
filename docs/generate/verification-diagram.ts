import { pictureCss } from '../../brand/css.ts';
import { fonts } from '../../brand/tokens.ts';

type Lane = (typeof lanes)[number];

interface Step {
  readonly from: Lane;
  readonly to: Lane;
  readonly text: string;
  /** The text is a call or a result, which no language translates. */
  readonly isCode?: true;
  /** Sent in the background. */
  readonly isDashed?: true;
}

const lanes = ['Person', 'Your application', 'verify', 'Store', 'Provider'] as const;
const codeLane: Lane = 'verify';

const steps: readonly Step[] = [
  { from: 'Person', to: 'Your application', text: 'phone number' },
  { from: 'Your application', to: 'verify', text: 'start', isCode: true },
  { from: 'verify', to: 'Store', text: 'HMAC of the code' },
  { from: 'verify', to: 'Provider', text: 'message with the code' },
  { from: 'Provider', to: 'Person', text: 'SMS' },
  { from: 'verify', to: 'Your application', text: 'started', isCode: true },
  { from: 'Person', to: 'Your application', text: 'code' },
  { from: 'Your application', to: 'verify', text: 'check', isCode: true },
  { from: 'verify', to: 'Store', text: 'count the attempt' },
  { from: 'verify', to: 'Your application', text: 'approved', isCode: true },
  { from: 'verify', to: 'Provider', text: 'the code was used', isDashed: true },
];

/** The text of the diagram, for translation. */
export const diagramWords: readonly string[] = [
  ...lanes.filter((lane) => lane !== codeLane),
  ...steps.filter(({ isCode }) => isCode !== true).map(({ text }) => text),
];

const colours = pictureCss({
  '.paper': { fill: 'paper' },
  text: { fill: 'ink', stroke: 'paper' },
  '.code': { fill: 'link' },
  '.lane': { stroke: 'line' },
  '.arrow': { stroke: 'soft' },
  '.point': { fill: 'soft' },
});

interface Layout {
  readonly width: number;
  /** From a side to the first and to the last lane. */
  readonly margin: number;
  readonly padding: number;
  readonly fontSize: number;
  readonly headSize: number;
  /** Whether each word of a lane’s name is on a line of its own. */
  readonly hasTallHeads: boolean;
}

const layouts = {
  wide: { width: 760, margin: 70, padding: 16, fontSize: 13, headSize: 13, hasTallHeads: false },
  phone: { width: 384, margin: 36, padding: 2, fontSize: 12, headSize: 10.5, hasTallHeads: true },
} as const satisfies Readonly<Record<string, Layout>>;
const [headLine, distance] = [15, 38] as const;

/** Translates the text. */
type Translate = (english: string) => string;

/** Draws how a phone number is verified, as a sequence diagram. */
export function verificationDiagram(of: Translate, shape: keyof typeof layouts = 'wide'): string {
  const layout = layouts[shape];
  const { width, padding, fontSize, headSize } = layout;
  const names = lanes.map((lane) => linesOf(lane === codeLane ? lane : of(lane), layout));
  const headLines = Math.max(...names.map((lines) => lines.length));
  const top = 29 + headLines * headLine;
  const height = top + steps.length * distance + 12;
  const [fullWidth, fullHeight] = [width + 2 * padding, height + 32];
  const heads = lanes.map((lane, index) => {
    const at = x(lane, layout);
    const texts = (names[index] ?? []).map((line, row) => {
      const words = lane === codeLane ? code(line) : escape(line);
      return `<text class="head" x="${at}" y="${14 + row * headLine}" text-anchor="middle">${words}</text>`;
    });
    const line = `<line class="lane" x1="${at}" y1="${11 + headLines * headLine}" x2="${at}" y2="${height}"/>`;
    return [line, ...texts].join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-padding} -16 ${fullWidth} ${fullHeight}" font-family="${fonts.picture}" font-size="${fontSize}">
<style>text { stroke-width: 4px; paint-order: stroke } .head { font-size: ${headSize}px; font-weight: 600 } .code { font-family: ${fonts.pictureCode} } ${colours}</style>
<defs><marker id="point" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="point" d="M0 0L8 4L0 8z"/></marker></defs>
<rect class="paper" x="${-padding}" y="-16" width="${fullWidth}" height="${fullHeight}" rx="8"/>
${heads.join('\n')}
${steps.map((step, index) => arrow(step, top + index * distance, of, layout)).join('\n')}
</svg>
`;
}

function linesOf(name: string, { hasTallHeads }: Layout): readonly string[] {
  return hasTallHeads ? name.split(' ') : [name];
}

function arrow(
  { from, to, text, isCode, isDashed }: Step,
  y: number,
  of: Translate,
  layout: Layout,
): string {
  const shown = isCode === true ? text : of(text);
  const words = isCode === true ? code(shown) : escape(shown);
  const dashes = isDashed === true ? ' stroke-dasharray="5 4"' : '';
  const [start, end] = [x(from, layout), x(to, layout)];
  const middle = within((start + end) / 2, shown, layout);
  return [
    `<text x="${middle}" y="${y + 10}" text-anchor="middle">${words}</text>`,
    `<line class="arrow" x1="${start}" y1="${y + 18}" x2="${end}" y2="${y + 18}" marker-end="url(#point)"${dashes}/>`,
  ].join('');
}

/** Moves the middle of a text so that all of it is in the picture. */
function within(middle: number, text: string, { width, fontSize }: Layout): number {
  const half = (text.length * fontSize * 0.6) / 2;
  return Math.max(half, Math.min(width - half, middle));
}

function x(lane: Lane, { width, margin }: Layout): number {
  return margin + (lanes.indexOf(lane) * (width - 2 * margin)) / (lanes.length - 1);
}

function code(words: string): string {
  return `<tspan class="code">${words}</tspan>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
