import type { Paragraph, PhrasingContent, Segment, Table, TableCell } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { isParent, parseInline } from './markdown.ts';

declare module 'mdast' {
  interface Data {
    /** A heading's anchor: the same in every language. */
    id?: string;
    /** A box's title. */
    directiveLabel?: boolean;
  }
  /** The text of one sentence, heading or cell, which is the unit of translation. */
  interface Segment extends Parent {
    type: 'segment';
    /** The English Markdown, which is the key in the catalogue. */
    msgid: string;
    /** The values of `:value[name]`. */
    values: Readonly<Record<string, PhrasingContent>>;
    children: PhrasingContent[];
    /** The text is not Markdown. */
    isVerbatim?: boolean;
  }
  /** A hole for translated text while the structure is rendered. */
  interface HoleMark extends Literal {
    type: 'hole';
  }
  interface PhrasingContentMap {
    segment: Segment;
    hole: HoleMark;
  }
  interface RootContentMap {
    segment: Segment;
    hole: HoleMark;
  }
}

/** Makes a translatable segment from a sentence in the code. */
export function segment(
  msgid: string,
  values: Readonly<Record<string, PhrasingContent>> = {},
): Segment {
  return { type: 'segment', msgid, values, children: parseInline(msgid) ?? [text(msgid)] };
}

/** Whether there is something to translate. Sentences of only code and numbers are the same in every language. */
export function hasWords(children: readonly PhrasingContent[]): boolean {
  return children.some((child) => {
    if (child.type === 'text') return /\p{L}/u.test(child.value);
    if (child.type === 'image') return /\p{L}/u.test(child.alt ?? '');
    return child.type !== 'textDirective' && isParent(child) && hasWords(child.children);
  });
}

/** Makes a translatable segment from plain text in the code. */
export function verbatim(msgid: string): Segment {
  return { type: 'segment', msgid, values: {}, children: [text(msgid)], isVerbatim: true };
}

/** Parses a segment's translation like its English; returns `undefined` if it is not a single sentence. */
export function parsed(
  translation: string,
  { isVerbatim }: Pick<Segment, 'isVerbatim'>,
): readonly PhrasingContent[] | undefined {
  return isVerbatim === true ? [text(translation)] : parseInline(translation);
}

export function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

export function code(value: string): PhrasingContent {
  return { type: 'inlineCode', value };
}

export function link(url: string, ...children: PhrasingContent[]): PhrasingContent {
  return { type: 'link', url, children };
}

/** A number, formatted for the reader's language. */
export function number(value: number): TextDirective {
  return { type: 'textDirective', name: 'number', children: [text(String(value))] };
}

/** Several things as a list in prose: `a`, `b` and `c`, in the reader's language. */
export function listing(children: readonly PhrasingContent[]): TextDirective {
  return { type: 'textDirective', name: 'listing', children: [...children] };
}

export function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

export type Cell = readonly PhrasingContent[];

/** Makes a table without its empty columns. */
export function table(header: readonly Cell[], rows: readonly (readonly Cell[])[]): Table {
  const filled = header.map((_, column) => rows.some((row) => (row[column]?.length ?? 0) > 0));
  const line = (cells: readonly Cell[]) => ({
    type: 'tableRow' as const,
    children: cells
      .filter((_, column) => filled[column])
      .map((children): TableCell => ({ type: 'tableCell', children: [...children] })),
  });
  return { type: 'table', children: [header, ...rows].map(line) };
}

/** Joins cells with spaces. */
export function spaced(...parts: readonly Cell[]): Cell {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [text(' '), ...part]));
}
