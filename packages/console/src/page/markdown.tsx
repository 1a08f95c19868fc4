import { Code } from '@mantine/core';
import { Markdown } from 'markdown-to-jsx/react';

const options = {
  forceInline: true,
  disableParsingRawHTML: true,
  overrides: { code: Code },
} as const;

/** Renders a sentence with code, bold words and links. */
export function InlineMarkdown({ children }: { readonly children: string }) {
  return <Markdown options={options}>{children}</Markdown>;
}
