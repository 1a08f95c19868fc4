import type { ReactElement } from 'react';
import type { Guide } from '../functions/guide.ts';
import { InlineMarkdown } from './markdown.tsx';
import { SafeHtml } from './safe-html.tsx';
import type { Translate } from './translate.tsx';

/** What a field is for: in the guide's words, or else the schema's own. */
export type Describe = (
  type: string | undefined,
  name: string,
  english: string | undefined,
) => ReactElement | undefined;

export function describer(guide: Guide | null, t: Translate): Describe {
  const tables = new Map(
    guide?.config.map(({ type, fields }) => [
      type,
      new Map(fields.map(({ name, description }) => [name, description])),
    ]),
  );
  return (type, name, english) => {
    const html = tables.get(type)?.get(name);
    if (html !== undefined && html !== '') return <SafeHtml html={html} inline />;
    return english === undefined ? undefined : <InlineMarkdown>{t(english)}</InlineMarkdown>;
  };
}

/** Whether the guide's complete example has the field; without a guide, every field counts. */
export function isShown(guide: Guide | null, name: string): boolean {
  const example = guide?.example;
  return typeof example !== 'object' || example === null || Object.hasOwn(example, name);
}
