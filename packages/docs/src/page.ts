import GithubSlugger from 'github-slugger';
import type { Heading, Nodes, PhrasingContent, Root, RootContent, Segment } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { parse as parseYaml } from 'yaml';
import type { Fault } from './faults.ts';
import { isParent, parseMarkdown } from './markdown.ts';

/** The front matter of a page. */
interface FrontMatter {
  /** Its path on the docs site; pages without a slug are not published there. */
  readonly slug?: string;
  /** One English sentence for lists and search results. */
  readonly description?: string;
  /** Its name in the sidebar. Default: the title. */
  readonly sidebar_label?: string;
  /** The folder, relative to the root, whose README this page is. */
  readonly readme?: string;
}

/** One parsed English page, from which every language is rendered. */
export interface Page {
  readonly file: string;
  readonly frontMatter: FrontMatter;
  /** The text is in segments; the slots are not filled yet. */
  readonly tree: Root;
  readonly title: string;
  readonly faults: readonly Fault[];
}

const frontMatterKeys = new Set(['slug', 'description', 'sidebar_label', 'readme']);

/** The YAML node with the front matter. */
export function frontMatterIn({ children: [first] }: Root): FrontMatter {
  return first?.type === 'yaml' ? (parseYaml(first.value) as FrontMatter) : {};
}

/** Parses a page: reads front matter, gives headings anchors and moves the text into segments. */
export function readPage(source: string, file: string, values: Segment['values'] = {}): Page {
  const faults: Fault[] = [];
  const refuse = (message: string, fix: string): void => {
    faults.push({ check: 'page', file, message, fix });
  };
  const root = parseMarkdown(source);
  const frontMatter = frontMatterIn(root);
  for (const key of Object.keys(frontMatter)) {
    if (!frontMatterKeys.has(key)) refuse(`Unknown key in the front matter: ${key}.`, 'Remove it.');
  }
  const slugger = new GithubSlugger();
  const words = wordsOf(source, values);
  const separate = <Node extends Nodes>(node: Node): Node => {
    if (node.type === 'blockquote' || node.type === 'definition') {
      refuse(
        `Unsupported Markdown: ${node.type}.`,
        'Use :::note or :::tip for boxes, and write links with their URL inline.',
      );
      return node;
    }
    if (node.type === 'heading') node.data = { ...node.data, id: slugger.slug(toString(node)) };
    if (node.type === 'heading' || node.type === 'paragraph' || node.type === 'tableCell') {
      return { ...node, children: node.children.length === 0 ? [] : [words(node)] };
    }
    // The text in a slot's brackets: ::slot[text].
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
      'The page does not start with a title, or has more than one.',
      'Start with “# Title”, and use ## and ### below.',
    );
  }
  return { file, frontMatter, tree, title: toString(titles[0]), faults };
}

/** Takes a node's text verbatim from the source, because it is the key of the translation. */
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

/** Returns a page's segments in order, each with the anchor of its section: `[id, node]`. */
export function* walk(node: Nodes, ids: { current: string } = { current: '' }): Generator<Visit> {
  if (node.type === 'heading' && node.depth > 1) ids.current = node.data?.id ?? '';
  yield { node, section: ids.current };
  if (isParent(node)) for (const child of node.children) yield* walk(child, ids);
}

export interface Visit {
  readonly node: Nodes;
  /** The anchor of its section. */
  readonly section: string;
}
