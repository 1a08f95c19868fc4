import type { PhrasingContent, Segment } from 'mdast';
import { type Catalogue, translationIn, type Wanted } from './catalogue.ts';
import { directiveResolver } from './directives.ts';
import type { FilledPage } from './fill-slots.ts';
import { hasWords, segment, verbatim } from './nodes.ts';
import { walk } from './page.ts';
import type { PageFolder, Project } from './project.ts';
import { endUserTextsOf } from './read-end-user-texts.ts';
import { sharedStrings } from './strings.ts';
import type { Tongue } from './translate.ts';

/** Collects the sentences of a folder's pages, each once, with the place where it first occurs. */
export function sentencesOf(
  folder: PageFolder,
  pages: readonly FilledPage[],
): ReadonlyMap<string, Sentence> {
  const sentences = new Map<string, Sentence>();
  const add = (node: PhrasingContent, reference: string): void => {
    if (node.type !== 'segment' || sentences.has(node.msgid) || !hasWords(node.children)) return;
    sentences.set(node.msgid, { segment: node, reference });
  };
  for (const page of pages) {
    const name = page.file.slice(folder.folder.length + 1).replace(/\.md$/, '');
    for (const { node, section } of walk(page.tree)) {
      if (node.type === 'segment') add(node, section === '' ? name : `${name}#${section}`);
    }
    const { description, sidebar_label: label } = page.frontMatter;
    if (description !== undefined) add(segment(description), `${name} description`);
    if (label !== undefined) add(segment(label), `${name} sidebar_label`);
  }
  if (folder.connector !== undefined) {
    add(segment(folder.connector.manifest.description), 'manifest description');
  }
  for (const { messages } of [folder.connector, ...(folder.schemas?.values() ?? [])].filter(
    (facts) => facts !== undefined,
  )) {
    for (const message of messages) add(verbatim(message), 'config messages');
  }
  for (const [name, english] of endUserTextsOf(folder)) add(segment(english), name);
  return sentences;
}

export interface Sentence {
  readonly segment: Segment;
  readonly reference: string;
}

/** Returns the sentences that a folder's own catalogues translate; others are shared or a connector's. */
export function wantedOf(
  project: Project,
  folder: PageFolder,
  sentences: ReadonlyMap<string, Sentence>,
): readonly Wanted[] {
  return [...sentences]
    .filter(([msgid]) => !sharedStrings.has(msgid) && ownerOf(project, folder, msgid) === folder)
    .map(
      ([
        msgid,
        {
          reference,
          segment: { isVerbatim = false },
        },
      ]) => ({
        msgid,
        reference,
        ...(isVerbatim && { isVerbatim }),
      }),
    );
}

/** Returns the folder whose catalogues translate a sentence. Other pages also show connectors' descriptions. */
function ownerOf(project: Project, folder: PageFolder, msgid: string): PageFolder {
  if (folder.connector !== undefined) return folder;
  const describes = ({ connector }: PageFolder) => connector?.manifest.description === msgid;
  return project.folders.find(describes) ?? folder;
}

/** Loads the translations for a folder's pages. */
export function tongueOf(project: Project, folder: PageFolder, locale: string): Tongue {
  const find = finder(project, folder, locale);
  return { locale, find, resolve: directiveResolver(folder.connector, { locale, find }) };
}

/** Finds a sentence's translation: first in the shared catalogue, then in the folder's own. */
function finder(
  project: Project,
  folder: PageFolder,
  locale: string,
): (msgid: string) => string | undefined {
  if (locale === 'en') return () => undefined;
  const shared = project.shared.read(locale);
  const own = project.readCatalogue(folder.folder, locale);
  return (msgid) => {
    if (sharedStrings.has(msgid)) return firstTranslation(shared, msgid);
    const owner = ownerOf(project, folder, msgid);
    const catalogue = owner === folder ? own : project.readCatalogue(owner.folder, locale);
    return catalogue === undefined ? undefined : firstTranslation([catalogue], msgid);
  };
}

function firstTranslation(catalogues: readonly Catalogue[], msgid: string): string | undefined {
  return catalogues
    .map((catalogue) => translationIn(catalogue, msgid))
    .find((translation) => translation !== undefined);
}
