import type { Element, Nodes, Root } from 'hast';

/** A part of a page that a search result leads to: the text under a heading, or a card of an error. */
export interface Section {
  /** The id to scroll to; empty for the top of the page. */
  readonly anchor: string;
  readonly title: string;
  /** The depth of the heading: 1 for the page itself, 7 for a card. */
  readonly depth: number;
  readonly isCard: boolean;
  /** The headings above it, from the page’s title down. */
  readonly trail: readonly string[];
  readonly text: string;
}

interface Draft {
  readonly anchor: string;
  readonly title: string;
  readonly depth: number;
  readonly trail: readonly string[];
  readonly pieces: string[];
}

const cardDepth = 7;
/** What is between the cells of a row. */
export const cellSeparator = ' · ';

/** The part of a page that is about something. */
export function mainOf(page: Root): Element {
  const main = find(page, 'main');
  if (main === undefined) throw new Error('The page has no main element.');
  return main;
}

function find(node: Nodes, tagName: string): Element | undefined {
  if (node.type === 'element' && node.tagName === tagName) return node;
  if (!('children' in node)) return undefined;
  for (const child of node.children) {
    const found = find(child, tagName);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Divides a page’s main element into sections. */
export function sectionsOf(main: Element): readonly Section[] {
  const drafts: Draft[] = [];
  const open: Draft[] = [];

  const begin = (anchor: string, title: string, depth: number): void => {
    while ((open.at(-1)?.depth ?? 0) >= depth) open.pop();
    const draft = { anchor, title, depth, trail: open.map((above) => above.title), pieces: [] };
    open.push(draft);
    drafts.push(draft);
  };
  const read = (node: Nodes): void => {
    if (node.type === 'text') open.at(-1)?.pieces.push(node.value);
    if (node.type !== 'element' || isSkipped(node)) return;
    const depth = headingDepth(node);
    if (depth !== undefined) return begin(depth === 1 ? '' : idOf(node), textOf(node), depth);
    if (!isCard(node)) return readInside(node);
    const [head, ...others] = node.children.filter((child) => child.type === 'element');
    begin(idOf(node), cardTitle(head), cardDepth);
    // The title has the words of the head.
    for (const child of others) read(child);
    open.pop();
  };
  const readInside = (node: Element): void => {
    for (const child of node.children) read(child);
    open.at(-1)?.pieces.push(endOf(node));
  };

  read(main);
  return drafts.map(({ pieces, ...section }) => ({
    ...section,
    isCard: section.depth === cardDepth,
    text: tidy(pieces.join('')),
  }));
}

const blocks = new Set(['p', 'li', 'pre', 'div', 'section', 'tr', 'summary', 'dd', 'dt', 'label']);
const skipped = new Set([
  'nav',
  'footer',
  'button',
  'svg',
  'script',
  'style',
  'select',
  'form',
  'dialog',
]);
const skippedClasses = new Set([
  'described',
  'table-of-contents',
  'theme-doc-toc-mobile',
  'hash-link',
  'pagination-nav',
  'theme-doc-footer',
  'hero-code',
]);

function isSkipped({ tagName, properties }: Element): boolean {
  const isOtherTab =
    properties['role'] === 'tabpanel' &&
    properties['hidden'] !== undefined &&
    properties['hidden'] !== false;
  return (
    skipped.has(tagName) ||
    properties['role'] === 'tablist' ||
    isOtherTab ||
    classesOf({ properties }).some((name) => skippedClasses.has(name))
  );
}

/** What separates an element from the text after it. */
function endOf({ tagName }: Element): string {
  if (tagName === 'td' || tagName === 'th') return cellSeparator;
  return tagName === 'br' || blocks.has(tagName) ? '\n' : '';
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/[\s\u200B]+/g, ' ')
        .replaceAll(/(?: · )+$|^ · | · (?= ·)/g, '')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');
}

function headingDepth({ tagName }: Element): number | undefined {
  const depth = /^h([1-4])$/.exec(tagName)?.[1];
  return depth === undefined ? undefined : Number(depth);
}

function isCard(node: Element): boolean {
  return classesOf(node).includes('error-card');
}

/** The provider’s codes of an error, and ours. */
function cardTitle(head: Element | undefined): string {
  return (head?.children ?? [])
    .map((part) => tidy(textOf(part)))
    .filter((part) => part !== '')
    .join(cellSeparator);
}

function classesOf({ properties }: Pick<Element, 'properties'>): readonly string[] {
  const { className } = properties;
  return Array.isArray(className) ? className.map(String) : [];
}

function idOf({ properties }: Element): string {
  const { id } = properties;
  return typeof id === 'string' ? id : '';
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && isSkipped(node)) return '';
  const text = 'children' in node ? node.children.map(textOf).join('') : '';
  return text.replaceAll('\u200B', '');
}
