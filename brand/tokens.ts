/**
 * The look of everything that people see: the docs site, the console, the plots and the diagrams. No other file of
 * these has a colour of its own; `test/brand.test.ts` checks it, and that every text can be read.
 */

type Scale = readonly [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

/** Each colour in ten shades, from light to dark. */
export const scales = {
  pine: [
    '#eefaf7',
    '#d5f2ea',
    '#a9e5d6',
    '#74dcc8',
    '#3fbfa9',
    '#1b9c88',
    '#0b7d6e',
    '#00625a',
    '#004c46',
    '#003833',
  ],
  leaf: [
    '#ecf9f1',
    '#d2f1df',
    '#a4e3c0',
    '#6ed39c',
    '#41b878',
    '#259a5d',
    '#1a8450',
    '#157347',
    '#0f5a37',
    '#0a4128',
  ],
  amber: [
    '#fff8e1',
    '#ffeeb8',
    '#ffe28a',
    '#ffd23f',
    '#f0b429',
    '#d99a0b',
    '#b37b00',
    '#8a5a00',
    '#6b4500',
    '#4a3000',
  ],
  red: [
    '#fdefee',
    '#fbdcd9',
    '#fbbcb6',
    '#ff9d94',
    '#f2766b',
    '#e0483c',
    '#cb3328',
    '#b3261e',
    '#8f1a14',
    '#67100c',
  ],
  stone: [
    '#fafcfb',
    '#f2f5f4',
    '#e6ecea',
    '#d9e1de',
    '#c3cdc9',
    '#a5b5af',
    '#84938e',
    '#4d5d58',
    '#2f3d39',
    '#14201d',
  ],
  night: [
    '#e8efec',
    '#cbd6d2',
    '#a5b5af',
    '#6d7f79',
    '#2a3834',
    '#202c28',
    '#1a2522',
    '#16211e',
    '#0f1614',
    '#0a0f0e',
  ],
} as const satisfies Readonly<Record<string, Scale>>;

const { pine, leaf, amber, red, stone, night } = scales;
const white = '#ffffff';

/** What each colour is for: in light, and in dark. */
export const colours = {
  // Surfaces.
  paper: [white, night[8]],
  wash: [stone[1], night[7]],
  ground: [stone[1], night[8]],
  card: [white, night[7]],
  raised: [stone[0], night[6]],
  line: [stone[3], night[4]],
  edge: [stone[6], night[3]],

  // Text.
  ink: [stone[9], night[0]],
  soft: [stone[7], night[2]],
  link: [pine[7], pine[3]],

  // What can be pressed, and the yellow that marks the code.
  primary: [pine[7], pine[3]],
  primaryHover: [pine[8], pine[2]],
  onPrimary: [white, stone[9]],
  mark: [amber[3], amber[3]],
  onMark: [stone[9], stone[9]],

  // The outcomes of a send; notes look like the last one.
  accepted: [leaf[7], leaf[3]],
  acceptedWash: [leaf[0], '#15291f'],
  rejected: [red[7], red[3]],
  rejectedWash: [red[0], '#301c1a'],
  unknown: [amber[7], amber[4]],
  unknownWash: [amber[0], '#2b2413'],
  noteWash: [pine[0], '#142b28'],

  // A drawn phone.
  phone: [stone[9], night[9]],
  screen: [white, night[8]],
  bubble: [stone[2], night[4]],

  // Code.
  comment: ['#55655f', '#93a59f'],
  keyword: ['#8a2c5b', '#f29ac4'],
  string: [pine[7], '#7fdcc8'],
  name: ['#1f4fa3', '#9cc0ff'],
  literal: ['#9a3a00', '#ffb787'],
  punctuation: ['#485853', '#a9b9b3'],

  // Bars of plots.
  ours: [pine[6], pine[3]],
  peer: [stone[6], night[3]],
  limit: [stone[4], night[4]],

  shadow: ['rgb(20 32 29 / 14%)', 'rgb(0 0 0 / 45%)'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

export type ColourName = keyof typeof colours;
export type Scheme = 'light' | 'dark';

export const fonts = {
  text: "'Instrument Sans Variable', system-ui, sans-serif",
  heading: "'Bricolage Grotesque Variable', system-ui, sans-serif",
  code: "'JetBrains Mono Variable', ui-monospace, monospace",
  /** A picture cannot load fonts. */
  picture: 'system-ui, sans-serif',
  pictureCode: 'ui-monospace, monospace',
} as const;

export const radii = { small: '5px', medium: '10px', large: '16px' } as const;

/** Distances, each about one and a half of the one before. */
export const spaces = ['0.25rem', '0.5rem', '0.75rem', '1rem', '1.5rem', '2.5rem', '4rem'] as const;

/** The product's name, which is spelled like this everywhere. */
export const productName = 'sms-connectors';

export function colourOf(name: ColourName, scheme: Scheme): string {
  return colours[name][scheme === 'light' ? 0 : 1];
}
