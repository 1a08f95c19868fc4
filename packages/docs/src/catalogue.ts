import PO from 'pofile';
import { FaultError } from './faults.ts';

/** The header of a catalogue that a release needs complete, although its language may not be complete everywhere. */
const completeHeader = 'X-Complete';

/** A sentence's translation and its flags. */
export interface Entry {
  readonly msgid: string;
  readonly msgstr: string;
  /** The translation needs confirmation. */
  readonly fuzzy: boolean;
  /** The translation is intentionally the same as the English. */
  readonly same: boolean;
  readonly comments: readonly string[];
}

/** The translations of one folder of pages into one language. */
export interface Catalogue {
  /** Relative to the root. */
  readonly file: string;
  readonly locale: string;
  /** The notes for translators at the top of the file. */
  readonly comments: readonly string[];
  /** Whether a release needs it complete: its header says `X-Complete: yes`. */
  readonly isDeclaredComplete: boolean;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Translations of sentences that no longer exist. */
  readonly obsolete: readonly Entry[];
}

/** A sentence to translate. */
export interface Wanted {
  readonly msgid: string;
  /** Where it is, for translators. */
  readonly reference?: string;
  /** The text is not Markdown. */
  readonly isVerbatim?: boolean;
}

/** Returns a sentence's translation, unless it is missing or needs confirmation. */
export function translationIn(catalogue: Catalogue | undefined, msgid: string): string | undefined {
  const entry = catalogue?.entries.get(msgid);
  return entry === undefined || entry.msgstr === '' || entry.fuzzy ? undefined : entry.msgstr;
}

export function hasTranslations(catalogue: Catalogue | undefined): boolean {
  return [...(catalogue?.entries.keys() ?? [])].some(
    (msgid) => translationIn(catalogue, msgid) !== undefined,
  );
}

// The parser silently skips lines it cannot parse, such as those with unclosed quotes.
const line = /^\s*(?:#.*|(?:msg(?:id|id_plural|str|ctxt)(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*")?\s*$/;

/** @throws `FaultError` if a line cannot be parsed */
export function parseCatalogue(source: string, file: string, locale: string): Catalogue {
  const text = source.replace('\uFEFF', '').replaceAll('\r\n', '\n');
  const unreadable = text.split('\n').findIndex((each) => !line.test(each));
  if (unreadable !== -1) {
    throw new FaultError({
      check: 'catalogue',
      file,
      message: `Line ${unreadable + 1} cannot be parsed.`,
      fix: 'Write msgid or msgstr, then text in quotes; escape quotes in the text as \\".',
    });
  }
  const po = PO.parse(text);
  const declared = po.headers[completeHeader];
  if (declared !== undefined && declared !== 'yes') {
    throw new FaultError({
      check: 'catalogue',
      file,
      message: `The header ${completeHeader} is “${declared}”.`,
      fix: `Write “${completeHeader}: yes” if a release needs this catalogue complete, or remove the header.`,
    });
  }
  const items = po.items.map((item) => ({
    obsolete: item.obsolete,
    entry: {
      msgid: item.msgid,
      msgstr: item.msgstr[0] ?? '',
      fuzzy: item.flags['fuzzy'] === true,
      same: item.flags['same'] === true,
      comments: item.comments,
    },
  }));
  const live = items.filter(({ obsolete }) => !obsolete).map(({ entry }) => entry);
  return {
    file,
    locale,
    comments: po.comments,
    isDeclaredComplete: declared === 'yes',
    entries: new Map(live.map((entry) => [entry.msgid, entry])),
    obsolete: items.filter(({ obsolete }) => obsolete).map(({ entry }) => entry),
  };
}

export function emptyCatalogue(file: string, locale: string): Catalogue {
  return {
    file,
    locale,
    comments: [],
    isDeclaredComplete: false,
    entries: new Map(),
    obsolete: [],
  };
}

/** Serializes a catalogue: first the current sentences in order, then the obsolete ones. */
export function catalogueText(catalogue: Catalogue, wanted: readonly Wanted[]): string {
  const po = new PO();
  po.comments = [...catalogue.comments];
  po.headers = {
    Language: catalogue.locale,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=UTF-8',
    'Content-Transfer-Encoding': '8bit',
    ...(catalogue.isDeclaredComplete && { [completeHeader]: 'yes' }),
  };
  const before = new Map(catalogue.obsolete.map((entry) => [entry.msgid, entry]));
  for (const entry of catalogue.entries.values()) before.set(entry.msgid, entry);
  const current = wanted.map(({ msgid, reference }) => {
    const item = itemOf(before.get(msgid) ?? { msgid, msgstr: '' });
    if (reference !== undefined) item.references = [reference];
    before.delete(msgid);
    return item;
  });
  const stale = [...before.values()]
    .filter(({ msgstr }) => msgstr !== '')
    .map((entry) => Object.assign(itemOf(entry), { obsolete: true }));
  po.items = [...current, ...stale];
  return `${po.toString().trimEnd()}\n`;
}

function itemOf(entry: Pick<Entry, 'msgid' | 'msgstr'> & Partial<Entry>) {
  const item = new PO.Item();
  item.msgid = entry.msgid;
  item.msgstr = [entry.msgstr];
  item.comments = [...(entry.comments ?? [])];
  if (entry.fuzzy === true) item.flags['fuzzy'] = true;
  if (entry.same === true) item.flags['same'] = true;
  return item;
}
