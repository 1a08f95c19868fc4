import GithubSlugger from 'github-slugger';
import type { Heading, Nodes, PhrasingContent, Root, RootContent, Segment } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { parse as parseYaml } from 'yaml';
import type { Fault } from './faults.ts';
import { isParent, parseMarkdown } from './markdown.ts';

/** What a page says of itself above its text. */
interface FrontMatter {
  /** Its address on the docs site; a page without one is not on it. */
  readonly slug?: string;
  /** One English sentence for lists and search results. */
  readonly description?: string;
  /** Its name in the sidebar; the title where absent. */
  readonly sidebar_label?: string;
  /** The folder, from the root, that this page is the README of. */
  readonly readme?: string;
}

/** One English page, read once: every language is made from this tree. */
export interface Page {
  readonly file: string;
  readonly frontMatter: FrontMatter;
  /** Its words are in segments; its slots are not filled yet. */
  readonly tree: Root;
  readonly title: string;
  readonly faults: readonly Fault[];
}

const frontMatterKeys = new Set(['slug', 'description', 'sidebar_label', 'readme']);

/** What stands above a page's text. */
export function frontMatterIn({ children: [first] }: Root): FrontMatter {
  return first?.type === 'yaml' ? (parseYaml(first.value) as FrontMatter) : {};
}

/** Reads a page: front matter, headings with their anchors, words apart from structure. */
export function readPage(source: string, file: string, values: Segment['values'] = {}): Page {
  const faults: Fault[] = [];
  const refuse = (message: string, fix: string): void => {
    faults.push({ check: 'page', file, message, fix });
  };
  const root = parseMarkdown(source);
  const frontMatter = frontMatterIn(root);
  for (const key of Object.keys(frontMatter)) {
    if (!frontMatterKeys.has(key))
      refuse(`Its front matter has an unknown key: ${key}.`, 'Remove it.');
  }
  const slugger = new GithubSlugger();
  const words = wordsOf(source, values);
  const separate = <Node extends Nodes>(node: Node): Node => {
    if (node.type === 'blockquote' || node.type === 'definition') {
      refuse(`It has a ${node.type}.`, 'Write :::note or :::tip; write links with their address.');
      return node;
    }
    if (node.type === 'heading') node.data = { ...node.data, id: slugger.slug(toString(node)) };
    if (node.type === 'heading' || node.type === 'paragraph' || node.type === 'tableCell') {
      return { ...node, children: node.children.length === 0 ? [] : [words(node)] };
    }
    // A slot's own words: ::slot[words].
    if (node.type === 'leafDirective') {
      return { ...node, children: node.children.length === 0 ? [] : [words(node)] };
    }
    if (!isParent(node)) return node;
    return { ...node, children: (node.children as Nodes[]).map(separate) };
  };
  const tree: Root = {
    type: 'root',
    children: root.children
      .filter(({ type }) => type !== 'yaml')
      .map((node) => separate<RootContent>(node)),
  };
  const titles = tree.children.filter(
    (node): node is Heading => node.type === 'heading' && node.depth === 1,
  );
  if (titles.length !== 1 || tree.children[0] !== titles[0]) {
    refuse(
      'It does not begin with its one title.',
      'Begin with “# Title”, and use ## and ### below.',
    );
  }
  return { file, frontMatter, tree, title: toString(titles[0]), faults };
}

/** Takes a node's words as they stand in the source: they are the key of their translation. */
function wordsOf(source: string, values: Segment['values']) {
  return ({ children }: { children: PhrasingContent[] }): Segment => {
    const start = children[0]?.position?.start.offset;
    const end = children.at(-1)?.position?.end.offset;
    const msgid = onOneLine(source.slice(start, end));
    return { type: 'segment', msgid, values, children: children.map(withoutBreaks) };
  };
}

function withoutBreaks(node: PhrasingContent): PhrasingContent {
  if (node.type === 'text') return { type: 'text', value: onOneLine(node.value) };
  if (!isParent(node)) return node;
  return { ...node, children: node.children.map(withoutBreaks) };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

/** A page's anchors, and the segments under each: `[id, node]` in order. */
export function* walk(node: Nodes, ids: { current: string } = { current: '' }): Generator<Visit> {
  if (node.type === 'heading' && node.depth > 1) ids.current = node.data?.id ?? '';
  yield { node, section: ids.current };
  if (isParent(node)) for (const child of node.children) yield* walk(child, ids);
}

export interface Visit {
  readonly node: Nodes;
  /** The anchor of the section it stands in. */
  readonly section: string;
}
