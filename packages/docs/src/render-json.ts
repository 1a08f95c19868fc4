import type { ErrorCode, Manifest } from '@sms-connectors/core';
import { errorCodes } from '@sms-connectors/core';
import { toHtml } from 'hast-util-to-html';
import type { BlockContent, Nodes, Root, RootContent } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import { toString } from 'mdast-util-to-string';
import type { ConfigTable } from './config-tables.ts';
import type { ConnectorFacts } from './connector.ts';
import { guideSlug } from './links.ts';
import { segment, text } from './nodes.ts';
import { errorGroups } from './slots/errors.ts';
import { type Tongue, translateTree } from './translate.ts';

/** A connector's guide for programs: everything on the page, taken apart, in one language. */
export interface GuideDocument {
  readonly format: 1;
  readonly id: string;
  readonly name: string;
  readonly package: string;
  readonly locale: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly docsUrl: string;
  readonly capabilities: Manifest['capabilities'];
  /** What stands before the first heading comes first, without a title. */
  readonly sections: readonly GuideSection[];
  /** The config's fields, then those of each named object in it; descriptions are HTML. */
  readonly config: readonly ConfigTable[];
  readonly example: unknown;
  readonly errors: readonly GuideError[];
}

export interface GuideSection {
  /** The same in every language. */
  readonly id: string;
  readonly level: number;
  readonly title: string;
  readonly html: string;
}

export interface GuideError {
  readonly causes: readonly { readonly cause: string; readonly docsUrl?: string }[];
  readonly code: ErrorCode;
  readonly outcome?: 'rejected' | 'unknown';
  readonly retryable: boolean;
  /** HTML, as `advice` is. */
  readonly meaning: string;
  readonly advice: string;
}

export interface JsonContext {
  readonly packageName: string;
  readonly facts: ConnectorFacts;
  readonly tongue: Tongue;
  readonly admonition: (name: string) => string;
}

/** A connector's guide as a JSON document. */
export function renderJson(tree: Root, context: JsonContext): GuideDocument {
  const { packageName, facts, tongue } = context;
  const { manifest, tables, example, errorRows } = facts;
  const html = (markdown: string): string => inlineHtml(markdown, tongue);
  const [title, ...blocks] = tree.children;
  return {
    format: 1,
    id: manifest.id,
    name: manifest.name,
    package: packageName,
    locale: tongue.locale,
    slug: guideSlug(manifest.id),
    title: toString(title),
    description: plainText(manifest.description, tongue),
    docsUrl: manifest.docsUrl,
    capabilities: manifest.capabilities,
    sections: sectionsOf(blocks, context),
    config: tables.map((table) => ({
      ...table,
      fields: table.fields.map((field) => ({ ...field, description: html(field.description) })),
    })),
    example,
    errors: errorGroups(errorRows).map(({ causes, code, outcome }) => ({
      causes: causes.map(({ cause, docsUrl }) => ({
        cause,
        ...(docsUrl !== undefined && { docsUrl }),
      })),
      code,
      ...(outcome !== undefined && { outcome }),
      retryable: errorCodes[code].retryable,
      meaning: html(errorCodes[code].meaning),
      advice: html(errorCodes[code].advice),
    })),
  };
}

function sectionsOf(
  blocks: readonly RootContent[],
  { admonition }: JsonContext,
): readonly GuideSection[] {
  const sections: { id: string; level: number; title: string; nodes: RootContent[] }[] = [
    { id: '', level: 1, title: '', nodes: [] },
  ];
  for (const node of blocks) {
    if (node.type === 'heading') {
      const { depth: level, data } = node;
      sections.push({ id: data?.id ?? '', level, title: toString(node), nodes: [] });
    } else {
      sections.at(-1)?.nodes.push(node);
    }
  }
  return sections
    .filter(({ id, nodes }) => id !== '' || nodes.length > 0)
    .map(({ nodes, ...section }) => ({
      ...section,
      html: nodes.map((node) => htmlOf(boxed(node, admonition))).join('\n'),
    }));
}

/** `:::tip` as an aside with its name. */
function boxed(node: RootContent, admonition: (name: string) => string): RootContent {
  if (node.type !== 'containerDirective') return node;
  const label: BlockContent = {
    type: 'paragraph',
    children: [{ type: 'strong', children: [text(admonition(node.name))] }],
  };
  return {
    ...node,
    children: [label, ...node.children],
    data: { hName: 'aside', hProperties: { className: [node.name] } },
  };
}

function htmlOf(node: Nodes): string {
  return toHtml(toHast(node));
}

function inlineHtml(markdown: string, tongue: Tongue): string {
  return htmlOf({ type: 'root', children: translated(markdown, tongue) });
}

export function plainText(markdown: string, tongue: Tongue): string {
  return toString({ type: 'root', children: translated(markdown, tongue) } satisfies Root);
}

function translated(markdown: string, tongue: Tongue): RootContent[] {
  return translateTree({ type: 'root', children: [segment(markdown)] } satisfies Root, tongue)
    .children;
}
