import type { CatalogueTask } from '../catalogue-tasks.ts';
import type { Fault, Gap } from '../faults.ts';
import { parsed, segment, verbatim } from '../nodes.ts';
import type { Project } from '../project.ts';
import { markupDifference } from './markup.ts';

export interface CheckedCatalogues {
  readonly faults: readonly Fault[];
  readonly gaps: readonly Gap[];
}

/** Checks catalogues: translations that break the page are faults, missing ones are gaps. */
export function checkCatalogues(
  project: Pick<Project, 'commands' | 'mustBeComplete'>,
  tasks: readonly CatalogueTask[],
): CheckedCatalogues {
  const checked = tasks.map((task) =>
    checkCatalogue(task, {
      sync: project.commands.sync,
      isRequired: project.mustBeComplete(task.locale, task.catalogue),
    }),
  );
  return {
    faults: checked.flatMap(({ faults }) => faults),
    gaps: checked.flatMap(({ gaps }) => gaps),
  };
}

function checkCatalogue(
  { catalogue, file, locale, wanted }: CatalogueTask,
  { sync, isRequired }: { readonly sync: string; readonly isRequired: boolean },
): CheckedCatalogues {
  const faults: Fault[] = [];
  const gaps: Gap[] = [];
  const refuse = (check: 'catalogue' | 'markup', message: string, fix: string): void => {
    faults.push({ check, file, message, fix });
  };
  const miss = (sentences: number, message: string, fix: string): void => {
    gaps.push({ check: 'catalogue', file, locale, isRequired, sentences, message, fix });
  };
  if (catalogue === undefined) {
    const message = `No catalogue yet: ${wanted.length} sentences to translate.`;
    miss(wanted.length, message, `Run \`${sync} ${locale}\`, then translate them.`);
    return { faults, gaps };
  }
  for (const { msgid, reference, isVerbatim } of wanted) {
    const entry = catalogue.entries.get(msgid);
    const where = `${reference === undefined ? '' : `(${reference}) `}“${msgid}”`;
    if (entry === undefined || entry.msgstr === '') {
      const fix = entry === undefined ? `Run \`${sync}\`, then translate it.` : 'Translate it.';
      miss(1, `Not translated: ${where}`, fix);
    } else if (entry.fuzzy) {
      miss(1, `Marked as fuzzy: ${where}`, 'Confirm it, then remove “fuzzy”.');
    } else if (entry.msgstr === msgid && !entry.same) {
      refuse(
        'catalogue',
        `Same as the English: ${where}`,
        'Translate it, or mark it as intended with “#, same”.',
      );
    } else {
      const difference = translationFault(msgid, entry.msgstr, isVerbatim);
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
    miss(
      0,
      `Stale: the English sentence was removed or changed: “${msgid}”`,
      `If its meaning is the same, run \`${sync} --keep\`; otherwise run \`${sync}\`, then translate the new sentence.`,
    );
  }
  for (const { msgid } of catalogue.obsolete) {
    miss(0, `Obsolete translation: “${msgid}”`, 'Reuse it if you can, then delete it.');
  }
  return { faults, gaps };
}

/** Returns what a translation lacks or has too much, if anything. */
export function translationFault(
  msgid: string,
  msgstr: string,
  isVerbatim: boolean | undefined,
): string | undefined {
  const english = isVerbatim === true ? verbatim(msgid) : segment(msgid);
  const translated = parsed(msgstr, english);
  if (translated === undefined) return 'The translation is not a single sentence';
  return markupDifference(english.children, translated);
}
