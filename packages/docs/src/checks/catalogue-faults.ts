import path from 'node:path';
import type { Segment } from 'mdast';
import type { Catalogue, Wanted } from '../catalogue.ts';
import type { Fault } from '../faults.ts';
import { parsed, segment, verbatim } from '../nodes.ts';
import type { PageFolder, Project } from '../project.ts';
import type { Sentence } from '../sentences.ts';
import { sharedStrings } from '../strings.ts';
import { markupDifference } from './markup.ts';

/** Returns the faults of a folder's catalogues in all languages of the project. */
export function catalogueFaults(
  project: Project,
  { folder }: PageFolder,
  sentences: ReadonlyMap<string, Sentence>,
  wanted: readonly Wanted[],
): readonly Fault[] {
  const placed = wanted.map(({ msgid, reference }) => ({
    msgid,
    reference,
    segment: sentences.get(msgid)?.segment ?? verbatim(msgid),
  }));
  return project.locales.slice(1).flatMap((locale) => {
    const file = path.posix.join(folder, `${locale}.po`);
    const catalogue = project.readCatalogue(folder, locale);
    return placed.length === 0 && catalogue === undefined
      ? []
      : faultsOf(catalogue, file, placed, project.commands.sync);
  });
}

/** Returns the faults of the shared catalogues. */
export function sharedCatalogueFaults(project: Project): readonly Fault[] {
  const wanted = [...sharedStrings].map(([msgid, reference]) => {
    return { msgid, reference, segment: segment(msgid) };
  });
  return project.locales.slice(1).flatMap((locale) => {
    const [first, ...others] = project.shared.read(locale);
    const file = path.posix.join(project.shared.folder, `${locale}.po`);
    const bundled = new Set(others.flatMap(({ entries }) => [...entries.keys()]));
    const ours = first?.file === file ? first : undefined;
    if (ours === undefined && first !== undefined) return [];
    const left = wanted.filter(({ msgid }) => !bundled.has(msgid));
    return faultsOf(ours, file, left, project.commands.sync);
  });
}

interface Placed extends Wanted {
  readonly segment: Segment;
}

function faultsOf(
  catalogue: Catalogue | undefined,
  file: string,
  wanted: readonly Placed[],
  sync: string,
): readonly Fault[] {
  if (catalogue === undefined) {
    const message = `This language has no catalogue here: ${wanted.length} sentences to translate.`;
    return [{ check: 'catalogue', file, message, fix: `Run \`${sync}\`, then translate them.` }];
  }
  const faults: Fault[] = [];
  const refuse = (check: 'catalogue' | 'markup', message: string, fix: string): void => {
    faults.push({ check, file, message, fix });
  };
  for (const { msgid, reference, segment: english } of wanted) {
    const entry = catalogue.entries.get(msgid);
    const where = `(${reference}) “${msgid}”`;
    if (entry === undefined || entry.msgstr === '') {
      const fix = entry === undefined ? `Run \`${sync}\`, then translate it.` : 'Translate it.';
      refuse('catalogue', `Not translated: ${where}`, fix);
    } else if (entry.fuzzy) {
      refuse('catalogue', `Marked as fuzzy: ${where}`, 'Confirm it, then remove “fuzzy”.');
    } else if (entry.msgstr === msgid && !entry.same) {
      refuse(
        'catalogue',
        `Same as the English: ${where}`,
        'Translate it, or mark it as intended with “#, same”.',
      );
    } else {
      const translated = parsed(entry.msgstr, english);
      const difference =
        translated === undefined
          ? 'The translation is not a single sentence'
          : markupDifference(english.children, translated);
      if (difference !== undefined) {
        refuse(
          'markup',
          `${difference}: ${where}`,
          'Keep code, links, bold and placeholders unchanged.',
        );
      }
    }
  }
  const known = new Set(wanted.map(({ msgid }) => msgid));
  for (const { msgid } of catalogue.entries.values()) {
    if (known.has(msgid)) continue;
    const message = `Stale: the English sentence was removed or changed: “${msgid}”`;
    refuse(
      'catalogue',
      message,
      `Run \`${sync}\`, then reuse the translation for the new sentence.`,
    );
  }
  for (const { msgid } of catalogue.obsolete) {
    refuse('catalogue', `Obsolete translation: “${msgid}”`, 'Reuse it if you can, then delete it.');
  }
  return faults;
}
