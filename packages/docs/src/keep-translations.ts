import type { Catalogue, Entry, Wanted } from './catalogue.ts';
import { translationFault } from './checks/catalogue-faults.ts';

/** A sentence whose wording has changed, and its new wording. */
export interface Rewording {
  readonly from: string;
  readonly to: string;
}

/**
 * Gives the translations of sentences that have changed to the new sentences. A changed sentence is found by its place:
 * as many sentences are gone from between the same two neighbours as are new there, or one sentence is gone and one is
 * new in the whole catalogue. A translation whose code, links or placeholders differ from the new sentence is not kept.
 */
export function keepTranslations(
  catalogue: Catalogue,
  wanted: readonly Wanted[],
): { readonly catalogue: Catalogue; readonly kept: readonly Rewording[] } {
  const isVerbatim = new Map(wanted.map(({ msgid, isVerbatim: value }) => [msgid, value]));
  const fits = ({ from, to }: Rewording): boolean => {
    const entry = oldEntry(catalogue, from);
    if (entry === undefined || entry.msgstr === '' || entry.same) return false;
    return translationFault(to, entry.msgstr, isVerbatim.get(to)) === undefined;
  };
  const kept = rewordings(
    catalogue,
    wanted.map(({ msgid }) => msgid),
  ).filter(fits);
  const newNames = new Map(kept.map(({ from, to }) => [from, to]));
  const taken = new Set(newNames.values());
  const renamed = (entry: Entry): Entry => ({
    ...entry,
    msgid: newNames.get(entry.msgid) ?? entry.msgid,
  });
  const revived = catalogue.obsolete.filter(({ msgid }) => newNames.has(msgid));
  // A new sentence that already has an empty entry.
  const entries = [...catalogue.entries.values()].filter(({ msgid }) => !taken.has(msgid));
  return {
    kept,
    catalogue: {
      ...catalogue,
      entries: new Map([...entries, ...revived].map(renamed).map((entry) => [entry.msgid, entry])),
      obsolete: catalogue.obsolete.filter((entry) => !revived.includes(entry)),
    },
  };
}

function oldEntry({ entries, obsolete }: Catalogue, msgid: string): Entry | undefined {
  return entries.get(msgid) ?? obsolete.find((entry) => entry.msgid === msgid);
}

function rewordings(catalogue: Catalogue, wanted: readonly string[]): readonly Rewording[] {
  const before = [...catalogue.entries.keys()];
  const common = new Set(wanted.filter((msgid) => catalogue.entries.has(msgid)));
  const gone = betweenNeighbours(before, common);
  const inPlace = [...betweenNeighbours(wanted, common)].flatMap(([place, added]) =>
    zipped(gone.get(place) ?? [], added),
  );
  const changed = new Set(inPlace.flatMap(({ from, to }) => [from, to]));
  const isTranslated = (msgid: string) => (catalogue.entries.get(msgid)?.msgstr ?? '') !== '';
  const left = [...before, ...catalogue.obsolete.map(({ msgid }) => msgid)].filter(
    (msgid) => !common.has(msgid) && !changed.has(msgid),
  );
  const open = wanted.filter((msgid) => !isTranslated(msgid) && !changed.has(msgid));
  return [...inPlace, ...(left.length === 1 ? zipped(left, open) : [])];
}

/** Groups the sentences that only one of two lists has by the two sentences around them that both have. */
function betweenNeighbours(
  sentences: readonly string[],
  common: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const isCommon = (msgid: string) => common.has(msgid);
  return Map.groupBy(
    sentences.filter((msgid) => !common.has(msgid)),
    (msgid) => {
      const at = sentences.indexOf(msgid);
      const before = sentences.slice(0, at).findLast(isCommon);
      const after = sentences.slice(at).find(isCommon);
      return JSON.stringify([before, after]);
    },
  );
}

/** Pairs two lists of the same length; otherwise no pair is certain. */
function zipped(from: readonly string[], to: readonly string[]): readonly Rewording[] {
  if (from.length !== to.length) return [];
  return from.map((sentence, index) => ({ from: sentence, to: to[index] ?? sentence }));
}
