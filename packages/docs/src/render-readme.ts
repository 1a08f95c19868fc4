import GithubSlugger from 'github-slugger';
import type { Heading, Root, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { banner } from './banner.ts';
import { boxParts, mapBoxes } from './boxes.ts';
import { addressOf, guideReadme, linkedFile } from './links.ts';
import { inlineToMarkdown, toMarkdown } from './markdown.ts';
import { link, paragraph, text } from './nodes.ts';
import type { Project } from './project.ts';
import { fillTemplate, type Hole, makeTemplate, type Place, type Template } from './template.ts';
import { headingWords, type Words } from './words.ts';

/** Renders a page's structure for GitHub and npm. */
export interface ReadmeTemplate {
  readonly title: Template;
  readonly body: Template;
  readonly headings: readonly Heading[];
  readonly plainTitle: (words: Words) => string;
}

export interface ReadmeContext {
  readonly project: Project;
  readonly locale: string;
  readonly words: Words;
  /** The English page, relative to the root. */
  readonly source: string;
  /** The catalogue that translates it, relative to the root. */
  readonly catalogue?: string | undefined;
  /** The path of the README in its own and in every language, relative to the root. */
  readonly path: string;
  readonly paths: ReadonlyMap<string, string>;
  /** The note that it is not completely translated. */
  readonly notice: string | undefined;
  /** Whether npm shows it too, so that its links must be absolute. */
  readonly isPublished: boolean;
}

export function readmeTemplate(tree: Root): ReadmeTemplate {
  const [title, ...blocks] = tree.children;
  return {
    title: makeTemplate(title === undefined ? [] : [title], toMarkdown),
    body: makeTemplate(mapBoxes(blocks, quotation), toMarkdown),
    headings: tree.children.filter((node): node is Heading => node.type === 'heading'),
    plainTitle: (words) => (title?.type === 'heading' ? headingWords(title, words) : ''),
  };
}

/** Renders `:::tip` as a quotation with its title, because npm does not support GitHub's alerts. */
function quotation(box: ContainerDirective): RootContent {
  const { label, content } = boxParts(box);
  const name = paragraph({ type: 'strong', children: [...label] });
  return { type: 'blockquote', children: [name, ...content] };
}

/** Renders the note that a page is not completely translated, for GitHub and npm. */
export function readmeNotice(box: ContainerDirective, words: Words): string {
  const template = makeTemplate([quotation(box)], toMarkdown);
  return fillTemplate(template, (hole) => words.markdown(hole, 'other', String));
}

/** Renders a page for GitHub and npm. */
export function renderReadme(template: ReadmeTemplate, context: ReadmeContext): string {
  const { words, source, catalogue, paths, notice } = context;
  const url = readmeUrls(template.headings, context);
  const written = (hole: Hole, place: Place): string => words.markdown(hole, place, url);
  const blocks = [
    `<!-- ${banner(source, catalogue)} -->`,
    fillTemplate(template.title, written),
    ...(paths.size > 1 ? [languageSwitcher(context)] : []),
    ...(notice === undefined ? [] : [notice]),
    fillTemplate(template.body, written),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function languageSwitcher({
  project,
  locale,
  path: here,
  paths,
  isPublished,
}: ReadmeContext): string {
  const entries = [...paths].map(([other, file]) => {
    const name = text(languageName(other));
    return other === locale ? name : link(addressOf(project, file, here, isPublished), name);
  });
  return inlineToMarkdown(
    entries.flatMap((entry, index) => (index === 0 ? [entry] : [text(' · '), entry])),
  );
}

const languageNames = new Map<string, string>();

/** Returns a language's name in that language. */
function languageName(locale: string): string {
  const known = languageNames.get(locale);
  if (known !== undefined) return known;
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  const capitalised = name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  languageNames.set(locale, capitalised);
  return capitalised;
}

/** Resolves links for a README: anchors in its language, and files relative to it or on GitHub. */
function readmeUrls(headings: readonly Heading[], context: ReadmeContext): (url: string) => string {
  const { project, locale, source, path: here, isPublished, words } = context;
  const anchors = readmeAnchors(headings, words);
  return (url) => {
    if (url.startsWith('#')) return anchors(url);
    const file = url.startsWith('guide:')
      ? guideReadme(project, url.slice('guide:'.length), locale)
      : linkedFile(url, source);
    return file === undefined ? url : addressOf(project, file, here, isPublished);
  };
}

/** Maps English anchors, such as `#get-the-key`, to the anchors that GitHub gives the translated headings. */
export function readmeAnchors(
  headings: readonly Heading[],
  words: Words,
): (anchor: string) => string {
  const slugger = new GithubSlugger();
  const anchors = new Map(
    headings.map((heading) => [
      `#${heading.data?.id ?? ''}`,
      `#${slugger.slug(headingWords(heading, words))}`,
    ]),
  );
  return (anchor) => anchors.get(anchor) ?? anchor;
}
