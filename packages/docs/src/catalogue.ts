import PO from 'pofile';
import { FaultError } from './faults.ts';

/** A sentence's translation, and what its translator says of it. */
interface Entry {
  readonly msgid: string;
  readonly msgstr: string;
  /** A guess that somebody still has to confirm. */
  readonly fuzzy: boolean;
  /** Equal to the English on purpose. */
  readonly same: boolean;
  readonly comments: readonly string[];
}

/** The translations of one folder of pages into one language. */
export interface Catalogue {
  /** From the root. */
  readonly file: string;
  readonly locale: string;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Entries whose English is gone. */
  readonly obsolete: readonly Entry[];
}

/** A sentence that wants a translation, and where it stands. */
export interface Wanted {
  readonly msgid: string;
  readonly reference: string;
}

// The parser passes over what it cannot read, and with it a translation whose quotes are not closed.
const line = /^\s*(?:#.*|(?:msg(?:id|id_plural|str|ctxt)(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*")?\s*$/;

/** @throws `FaultError` where a line cannot be read */
export function parseCatalogue(source: string, file: string, locale: string): Catalogue {
  const text = source.replace('\uFEFF', '').replaceAll('\r\n', '\n');
  const unreadable = text.split('\n').findIndex((each) => !line.test(each));
  if (unreadable !== -1) {
    throw new FaultError({
      check: 'catalogue',
      file,
      message: `Line ${unreadable + 1} cannot be read.`,
      fix: 'A line is msgid or msgstr and words in quotes; a quote in the words is \\".',
    });
  }
  const items = PO.parse(text).items.map((item) => ({
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
    entries: new Map(live.map((entry) => [entry.msgid, entry])),
    obsolete: items.filter(({ obsolete }) => obsolete).map(({ entry }) => entry),
  };
}

export function emptyCatalogue(file: string, locale: string): Catalogue {
  return { file, locale, entries: new Map(), obsolete: [] };
}

/** The catalogue as a file: what is wanted, in its order; then, as obsolete, what no longer is. */
export function catalogueText(catalogue: Catalogue, wanted: readonly Wanted[]): string {
  const po = new PO();
  po.headers = {
    Language: catalogue.locale,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=UTF-8',
    'Content-Transfer-Encoding': '8bit',
  };
  const before = new Map(catalogue.obsolete.map((entry) => [entry.msgid, entry]));
  for (const entry of catalogue.entries.values()) before.set(entry.msgid, entry);
  const current = wanted.map(({ msgid, reference }) => {
    const item = itemOf(before.get(msgid) ?? { msgid, msgstr: '' });
    item.references = [reference];
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
