import type { Encoding } from '../contract.ts';
import { septetsOf } from './gsm7.ts';

/** A text as the network bills it. */
export interface TextMeasure {
  /** One character outside the GSM-7 alphabet makes the whole text UCS-2. */
  readonly encoding: Encoding;
  /** Characters as a reader counts code points. */
  readonly characters: number;
  /** Septets in GSM-7 (extension characters take two), UTF-16 code units in UCS-2. */
  readonly units: number;
  /** Units left in the last segment. */
  readonly unitsLeft: number;
  /** Messages on the network; each is billed. None for an empty text. */
  readonly segments: number;
}

// 140 octets a segment; a part of a longer text spends 6 of them on the concatenation header
// (3GPP TS 23.040 §9.2.3.24.1).
const capacity = {
  'GSM-7': { single: 160, part: 153 },
  'UCS-2': { single: 70, part: 67 },
} as const satisfies Record<Encoding, { single: number; part: number }>;

/** Encoding, length and segments of a text; a surrogate pair or an extension character is never split. */
export function measureText(text: string): TextMeasure {
  return measureGsm7(text) ?? measureUcs2(text);
}

function measureGsm7(text: string): TextMeasure | undefined {
  const { single, part } = capacity['GSM-7'];
  const units = septetsIn(text);
  if (units === undefined) return undefined;
  const { segments, unitsLeft } =
    units <= single
      ? { segments: units === 0 ? 0 : 1, unitsLeft: single - units }
      : gsm7Parts(text, part);
  return { encoding: 'GSM-7', characters: text.length, units, unitsLeft, segments };
}

// The ASCII characters of one septet, which are all that most texts have.
const plain = /^[\n\r -Z_a-z]*$/;

/** How many septets a text takes; `undefined` if it has a character outside GSM-7. */
function septetsIn(text: string): number | undefined {
  if (plain.test(text)) return text.length;
  let units = 0;
  for (let index = 0; index < text.length; index += 1) {
    const septets = septetsOf(text.charCodeAt(index));
    if (septets === 0) return undefined;
    units += septets;
  }
  return units;
}

function gsm7Parts(text: string, part: number): Pick<TextMeasure, 'segments' | 'unitsLeft'> {
  let segments = 1;
  let inPart = 0;
  for (let index = 0; index < text.length; index += 1) {
    const septets = septetsOf(text.charCodeAt(index));
    if (inPart + septets > part) {
      segments += 1;
      inPart = 0;
    }
    inPart += septets;
  }
  return { segments, unitsLeft: part - inPart };
}

function measureUcs2(text: string): TextMeasure {
  const { single, part } = capacity['UCS-2'];
  let characters = 0;
  let segments = 1;
  let inPart = 0;
  for (const character of text) {
    characters += 1;
    if (inPart + character.length > part) {
      segments += 1;
      inPart = 0;
    }
    inPart += character.length;
  }
  const fitsOne = text.length <= single;
  return {
    encoding: 'UCS-2',
    characters,
    units: text.length,
    unitsLeft: fitsOne ? single - text.length : part - inPart,
    segments: fitsOne ? 1 : segments,
  };
}
