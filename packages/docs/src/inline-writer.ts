import type { Link, PhrasingContent, Strong } from 'mdast';

const plainText = /^(?:[^\\`*_{}[\]<&|~@:\n]|&(?=\s)|:(?=\s|$))*$/;
const atStart = /^(?:[\s#>+\-=:]|\d+[.)])/;

/**
 * Serializes one sentence as Markdown if nothing in it needs an escape. Returns `undefined` if the Markdown
 * serializer is needed.
 */
export function writeInline(children: readonly PhrasingContent[]): string | undefined {
  const [first] = children;
  if (first?.type === 'text' && atStart.test(first.value)) return undefined;
  const last = children.at(-1);
  if (last?.type === 'text' && /\s$/.test(last.value)) return undefined;
  return writePhrasing(withTextJoined(children));
}

function withTextJoined(children: readonly PhrasingContent[]): readonly PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  for (const child of children) {
    const before = joined.at(-1);
    if (child.type === 'text' && before?.type === 'text') {
      joined[joined.length - 1] = { type: 'text', value: before.value + child.value };
    } else {
      joined.push(child);
    }
  }
  return joined;
}

function writePhrasing(children: readonly PhrasingContent[]): string | undefined {
  let markdown = '';
  for (const [index, child] of children.entries()) {
    const written = writeNode(child, children[index - 1], children[index + 1]);
    if (written === undefined) return undefined;
    markdown += written;
  }
  return markdown;
}

function writeNode(
  node: PhrasingContent,
  before: PhrasingContent | undefined,
  after: PhrasingContent | undefined,
): string | undefined {
  if (node.type === 'text') {
    const isPlain = plainText.test(node.value) && !node.value.includes('www.');
    const meetsLink = after?.type === 'link' && node.value.endsWith('!');
    return isPlain && !meetsLink && before?.type !== 'text' ? node.value : undefined;
  }
  if (node.type === 'inlineCode') {
    return /^[^\s`](?:[^`\n]*[^\s`])?$/.test(node.value) ? `\`${node.value}\`` : undefined;
  }
  if (node.type === 'strong') return writeStrong(node, before, after);
  return node.type === 'link' ? writeLink(node) : undefined;
}

function writeStrong(
  { children }: Strong,
  before: PhrasingContent | undefined,
  after: PhrasingContent | undefined,
): string | undefined {
  const [only, ...others] = children;
  if (only?.type !== 'text' || others.length > 0) return undefined;
  const isWord = /^[\p{L}\p{N}](?:.*[\p{L}\p{N}!])?$/u.test(only.value);
  const opens =
    before === undefined || (before.type === 'text' && /[\s\p{P}]$/u.test(before.value));
  const closes = after === undefined || (after.type === 'text' && /^[\s\p{P}]/u.test(after.value));
  return isWord && opens && closes && plainText.test(only.value) ? `**${only.value}**` : undefined;
}

function writeLink({ url, title, children }: Link): string | undefined {
  const words = writePhrasing(children);
  const isPlain =
    words !== undefined &&
    !title &&
    /^(?!.*:[A-Za-z])[^\s()<>\\&*_{}|]+$/.test(url) &&
    words !== url;
  return isPlain ? `[${words}](${url})` : undefined;
}
