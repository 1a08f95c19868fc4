import { Code } from '@mantine/core';
import type { ReactNode } from 'react';

const parts = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:[^)\s]+)\)/g;

/** Renders a sentence with code, bold words and links, which is all that descriptions and advice have. */
export function InlineMarkdown({ children }: { readonly children: string }) {
  const nodes: ReactNode[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: code, 2: bold, 3: words, 4: address } of children.matchAll(
    parts,
  )) {
    nodes.push(children.slice(end, index));
    end = index + whole.length;
    if (code !== undefined) nodes.push(<Code key={index}>{code}</Code>);
    else if (bold !== undefined) nodes.push(<b key={index}>{bold}</b>);
    else {
      nodes.push(
        <a key={index} href={address} target="_blank" rel="noreferrer">
          {words}
        </a>,
      );
    }
  }
  return [...nodes, children.slice(end)];
}
