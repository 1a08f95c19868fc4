import { toHtml } from 'hast-util-to-html';
import type { HoleMark, Paragraph, PhrasingContent, Root } from 'mdast';
import { toHast } from 'mdast-util-to-hast';

const hole = (_: unknown, { value }: HoleMark) => ({ type: 'text' as const, value });

export function blocksToHtml(tree: Root): string {
  return toHtml(toHast(tree, { handlers: { hole } }));
}

/** Renders one sentence as HTML. Simple sentences, which are nearly all, take a much faster path. */
export function inlineToHtml(children: readonly PhrasingContent[]): string {
  return writeHtml(children) ?? throughHast(children);
}

function throughHast(children: readonly PhrasingContent[]): string {
  const paragraph: Paragraph = { type: 'paragraph', children: [...children] };
  const element = toHast(paragraph);
  return 'children' in element ? element.children.map((child) => toHtml(child)).join('') : '';
}

export function writeHtml(children: readonly PhrasingContent[]): string | undefined {
  let html = '';
  for (const node of children) {
    const written = writeNode(node);
    if (written === undefined) return undefined;
    html += written;
  }
  return html;
}

function writeNode(node: PhrasingContent): string | undefined {
  if (node.type === 'text') return escaped(node.value);
  if (node.type === 'inlineCode') {
    return node.value.includes('\n') ? undefined : `<code>${escaped(node.value)}</code>`;
  }
  if (node.type === 'strong') return wrapped('<strong>', node.children, '</strong>');
  const isPlainLink = node.type === 'link' && /^[\w:/.#@?=-]+$/.test(node.url) && !node.title;
  return isPlainLink ? wrapped(`<a href="${node.url}">`, node.children, '</a>') : undefined;
}

function wrapped(open: string, children: readonly PhrasingContent[], close: string) {
  const content = writeHtml(children);
  return content === undefined ? undefined : `${open}${content}${close}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;');
}
