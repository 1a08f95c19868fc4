import { Code } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Guide } from '../functions/guide.ts';
import { InlineMarkdown } from './markdown.tsx';
import { SafeHtml } from './safe-html.tsx';
import type { Translate } from './translate.tsx';

/** Returns the description of a field: its name in the config, then the guide's words, or else the schema's. */
export type Describe = (
  type: string | undefined,
  name: string,
  english: string | undefined,
) => ReactElement;

export function describer(guide: Guide | null, t: Translate): Describe {
  const tables = new Map(
    guide?.config.map(({ type, fields }) => [
      type,
      new Map(fields.map(({ name, description }) => [name, description])),
    ]),
  );
  return (type, name, english) => {
    const html = tables.get(type)?.get(name);
    return (
      <>
        <Code fz="inherit">{name}</Code>{' '}
        {html !== undefined && html !== '' ? (
          <SafeHtml html={html} inline />
        ) : (
          english !== undefined && <InlineMarkdown>{t(english)}</InlineMarkdown>
        )}
      </>
    );
  };
}

/** Whether the guide's example config has the field. Without a guide, all fields are shown. */
export function isShown(guide: Guide | null, name: string): boolean {
  const example = guide?.example;
  return typeof example !== 'object' || example === null || Object.hasOwn(example, name);
}
