import GithubSlugger from 'github-slugger';
import type { BlockContent, Blockquote, Heading, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { banner } from './banner.ts';
import { addressOf, guideReadme, linkedFile, mapLinks } from './links.ts';
import { toMarkdown } from './markdown.ts';
import { link, paragraph, text } from './nodes.ts';
import type { Project } from './project.ts';

export interface ReadmeContext {
  readonly project: Project;
  readonly locale: string;
  /** The English page, from the root. */
  readonly source: string;
  /** The README's own path, and that of every language, from the root. */
  readonly path: string;
  readonly paths: ReadonlyMap<string, string>;
  /** Whether npm shows it too, so that its links have to be whole. */
  readonly isPublished: boolean;
  /** A word for `tip`, `note`, `warning` in this language. */
  readonly admonition: (name: string) => string;
}

/** A page as GitHub and npm show it. */
export function renderReadme(tree: Root, context: ReadmeContext): string {
  const [title, ...blocks] = tree.children.map((node) => readmeBlock(node, context));
  const top = `<!-- ${banner(context.source)} -->`;
  const switcher = toMarkdown(languageSwitcher(context));
  return `${[top, title, ...(context.paths.size > 1 ? [switcher] : []), ...blocks].join('\n\n')}\n`;
}

function readmeBlock(node: RootContent, context: ReadmeContext): string {
  return toMarkdown(node.type === 'containerDirective' ? quote(node, context) : node);
}

/** GitHub has boxes of its own for these, but npm shows their syntax. */
function quote(
  { name, children }: { name: string; children: readonly unknown[] },
  { admonition }: ReadmeContext,
): Blockquote {
  const label: BlockContent = {
    type: 'paragraph',
    children: [{ type: 'strong', children: [text(admonition(name))] }],
  };
  return { type: 'blockquote', children: [label, ...(children as BlockContent[])] };
}

function languageSwitcher({ project, locale, path: here, paths, isPublished }: ReadmeContext) {
  const entries = [...paths].map(([other, file]) => {
    const name = text(languageName(other));
    return other === locale ? name : link(addressOf(project, file, here, isPublished), name);
  });
  return paragraph(
    ...entries.flatMap((entry, index) => (index === 0 ? [entry] : [text(' · '), entry])),
  );
}

/** A language's name in itself. */
export function languageName(locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** Links as a README needs them: anchors in its own language, everything else absolute. */
export function readmeLinks(tree: Root, context: Omit<ReadmeContext, 'admonition'>): Root {
  const { project, locale, source, path: here, isPublished } = context;
  const anchors = githubAnchors(tree);
  return mapLinks(tree, (url) => {
    if (url.startsWith('#')) return `#${anchors.get(url.slice(1)) ?? url.slice(1)}`;
    if (url.startsWith('guide:')) {
      const readme = guideReadme(project, url.slice('guide:'.length), locale);
      return readme === undefined ? url : addressOf(project, readme, here, isPublished);
    }
    const file = linkedFile(url, source);
    return file === undefined ? url : addressOf(project, file, here, isPublished);
  });
}

/** The anchor that GitHub gives to each heading, by the English one. */
function githubAnchors(tree: Root): ReadonlyMap<string, string> {
  const slugger = new GithubSlugger();
  const headings = tree.children.filter((node): node is Heading => node.type === 'heading');
  return new Map(
    headings.map((heading) => [heading.data?.id ?? '', slugger.slug(toString(heading))]),
  );
}
