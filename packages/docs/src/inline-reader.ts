import type { PhrasingContent } from 'mdast';

// Text that starts a block, or is more than one sentence, is left to the Markdown parser.
const notInline = /^(?:[\s#>+\-=|~]|:{2}|`{3}|\*(?!\*)|\d{1,9}[.)](?:\s|$))|\s$|\n/;
const plainText =
  /(?:(?!www\.)[^`*_[\]<&\\!~:@]|&(?=\s)|!(?!\[)|:(?=\s|$)|(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}]))+/uy;
const codeSpan = /`(?![\s`])([^`]*[^`\s])`(?!`)/y;
const bold =
  /\*\*([\p{L}\p{N}](?:[^*_`[\]<&\\!~:@]|&(?=\s))*?[\p{L}\p{N}]!?)\*\*(?!\*)(?=[\s\p{P}]|$)/uy;
const linked = /\[(?!\^)([^[\]]+)\]\(([^()\s<>\\&"']+)\)/y;
const directive = /:([a-z][a-z-]*)\[([^[\]`*_<&\\!~:@]+)\](?![{[])/y;

/**
 * Parses one sentence of simple Markdown: text, code, bold, links and directives. It is many times faster than the
 * Markdown parser and returns the same nodes, or `undefined` for any other Markdown.
 */
export function readInline(markdown: string): PhrasingContent[] | undefined {
  return notInline.test(markdown) ? undefined : readPhrasing(markdown);
}

function readPhrasing(markdown: string): PhrasingContent[] | undefined {
  const nodes: PhrasingContent[] = [];
  for (let index = 0; index < markdown.length;) {
    const match = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = index;
      return pattern.exec(markdown);
    };
    const [whole, node] = readNode(match);
    if (node === undefined) return undefined;
    nodes.push(node);
    index += whole.length;
  }
  return nodes;
}

function readNode(
  match: (pattern: RegExp) => RegExpExecArray | null,
): readonly [string, PhrasingContent | undefined] {
  const [plain] = match(plainText) ?? [];
  if (plain !== undefined) return [plain, { type: 'text', value: plain }];
  const [span, value] = match(codeSpan) ?? [];
  if (span !== undefined && value !== undefined) return [span, { type: 'inlineCode', value }];
  const [strong, label] = match(bold) ?? [];
  if (strong !== undefined && label !== undefined) {
    return [strong, { type: 'strong', children: [{ type: 'text', value: label }] }];
  }
  const [link, words, url] = match(linked) ?? [];
  if (link !== undefined && words !== undefined && url !== undefined) {
    const children = /^\s|\s$/.test(words) ? undefined : readPhrasing(words);
    return [link, children && { type: 'link', title: null, url, children }];
  }
  const [all, name, argument] = match(directive) ?? [];
  if (all !== undefined && name !== undefined && argument !== undefined) {
    const children: PhrasingContent[] = [{ type: 'text', value: argument }];
    return [all, { type: 'textDirective', name, attributes: {}, children }];
  }
  return ['', undefined];
}
