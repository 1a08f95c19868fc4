import type { Language } from './language-tag.ts';

/**
 * The language of `available` that a reader of one of the `wanted` languages reads best; `undefined` if none is in
 * a wanted language and its script. The order of `available` does not matter.
 */
export function matchLanguage(
  wanted: readonly Language[],
  available: readonly Language[],
): Language | undefined {
  for (const reader of wanted) {
    for (const language of [reader.language, closeLanguages[reader.language]]) {
      const readable = available.filter(
        (candidate) => candidate.language === language && candidate.script === reader.script,
      );
      if (readable.length > 0) return readable.reduce((a, b) => (isBetter(a, b, reader) ? a : b));
    }
  }
  return undefined;
}

/** The same in whatever script, for a reader whom nothing else can be offered. */
export function matchAnyScript(
  wanted: readonly Language[],
  available: readonly Language[],
): Language | undefined {
  return matchLanguage(wanted.map(withoutScript), available.map(withoutScript));
}

function withoutScript(language: Language): Language {
  return { ...language, script: undefined };
}

// Languages that are read by readers of another: https://cldr.unicode.org/index/cldr-spec/picking-the-right-language-code
const closeLanguages: Readonly<Record<string, string | undefined>> = { nn: 'nb', yue: 'zh' };

function isBetter(a: Language, b: Language, reader: Language): boolean {
  const [ranksOfA, ranksOfB] = [ranks(a, reader), ranks(b, reader)];
  const index = ranksOfA.findIndex((rank, place) => rank !== ranksOfB[place]);
  if (index === -1) return a.tag < b.tag;
  return ranksOfA[index] === true;
}

/** What makes a language fit a reader, what counts most first. */
function ranks(candidate: Language, reader: Language): readonly boolean[] {
  const { tag, region } = candidate;
  return [
    tag === reader.tag,
    region === reader.region && reader.tag.startsWith(`${tag}-`),
    region === reader.region,
    region !== undefined && region === parentRegion(reader),
    region === undefined && reader.tag.startsWith(`${tag}-`),
    region === undefined,
    region === reader.likelyRegion,
    groupOf(candidate) === groupOf(reader),
    region === groupOf(candidate),
    namesScript(candidate) === namesScript(reader),
  ];
}

// The regions whose readers prefer another region's language to that of the language's main region:
// https://github.com/unicode-org/cldr-json/blob/main/cldr-json/cldr-core/supplemental/parentLocales.json
const parentRegions = new Map<string, ReadonlyMap<string, string>>([
  [
    'en-Latn',
    regionsWithParent(
      '001',
      '150 AG AI AT AU BB BE BM BS BW BZ CC CH CK CM CX CY CZ DE DG DK DM EE ER ES FI FJ FK FM FR ' +
        'GB GD GE GG GH GI GM GS GY HK HU ID IE IL IM IN IO IT JE JM KE KI KN KY LC LR LS LT LV MG ' +
        'MO MS MT MU MV MW MY NA NF NG NL NO NR NU NZ PG PK PL PN PT PW RO RW SB SC SD SE SG SH SI ' +
        'SK SL SS SX SZ TC TK TO TT TV TZ UA UG VC VG VU WS ZA ZM ZW',
    ),
  ],
  [
    'es-Latn',
    regionsWithParent(
      '419',
      'AR BO BR BZ CL CO CR CU DO EC GT HN JP MX NI PA PE PR PY SV US UY VE',
    ),
  ],
  ['pt-Latn', regionsWithParent('PT', 'AO CH CV FR GQ GW LU MO MZ ST TL')],
  ['zh-Hant', regionsWithParent('HK', 'MO')],
]);

function regionsWithParent(parent: string, regions: string): ReadonlyMap<string, string> {
  return new Map(regions.split(' ').map((region) => [region, parent]));
}

function parentRegion({ language, script, region = '' }: Language): string | undefined {
  return parentRegions.get(`${language}-${script}`)?.get(region);
}

function groupOf(language: Language): string | undefined {
  const region = language.region ?? language.likelyRegion;
  return parentRegion({ ...language, region }) ?? region;
}

function namesScript({ tag, script = '' }: Language): boolean {
  return tag.includes(`-${script}`);
}
