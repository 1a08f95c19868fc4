import { errorCodes, type Manifest, type ProviderErrorMeaning } from '@sms-connectors/core';
import type { Heading, Root, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { boxParts, mapBoxes } from './boxes.ts';
import type { ConfigTable } from './config-tables.ts';
import type { ConnectorFacts } from './connector.ts';
import { blocksToHtml } from './html.ts';
import { guideSlug } from './links.ts';
import { paragraph, verbatim } from './nodes.ts';
import { adviceOf, type ErrorGroup, errorGroups } from './slots/errors.ts';
import { acceptedMeaning } from './strings.ts';
import { fillTemplate, makeTemplate, type Template } from './template.ts';
import { asHole, headingWords, type Words } from './words.ts';

/** A connector's guide as structured data in one language. */
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
  /** The text before the first heading comes first, without a title. */
  readonly sections: readonly GuideSection[];
  /** The config's fields, then those of each named object in it; descriptions are HTML. */
  readonly config: readonly ConfigTable[];
  readonly example: unknown;
  /** The schema's error messages: English to this language. */
  readonly messages: Readonly<Record<string, string>>;
  readonly errors: readonly GuideError[];
}

export interface GuideSection {
  /** The anchor, which is the same in every language. */
  readonly id: string;
  readonly level: number;
  readonly title: string;
  readonly html: string;
}

export interface GuideError {
  readonly causes: readonly { readonly cause: string; readonly docsUrl?: string }[];
  readonly code: ProviderErrorMeaning;
  readonly outcome?: 'rejected' | 'unknown';
  readonly retryable: boolean;
  /** HTML, as `advice` is. */
  readonly meaning: string;
  readonly advice: string;
}

/** A page's sections, with their structure as HTML. */
export interface SectionTemplate {
  /** Absent for the text before the first heading. */
  readonly heading?: Heading;
  readonly html: Template;
}

export interface JsonContext {
  readonly packageName: string;
  readonly facts: ConnectorFacts;
  readonly locale: string;
  readonly words: Words;
  readonly url: (url: string) => string;
}

export function sectionTemplates(tree: Root): readonly SectionTemplate[] {
  const sections: { heading?: Heading; nodes: RootContent[] }[] = [{ nodes: [] }];
  for (const node of tree.children) {
    if (node.type !== 'heading') sections.at(-1)?.nodes.push(node);
    else if (node.depth > 1) sections.push({ heading: node, nodes: [] });
  }
  return sections
    .filter(({ heading, nodes }) => heading !== undefined || nodes.length > 0)
    .map(({ nodes, ...section }) => ({
      ...section,
      html: makeTemplate(mapBoxes(nodes, aside), blocksToHtml),
    }));
}

/** Renders `:::tip` as an aside with its title. */
function aside(box: ContainerDirective): RootContent {
  const { label, content } = boxParts(box);
  const name = paragraph({ type: 'strong', children: [...label] });
  const data = { hName: 'aside', hProperties: { className: [box.name] } };
  return { ...box, children: [name, ...content], data };
}

/** Renders a connector's guide as a JSON document. */
export function renderJson(
  title: string,
  sections: readonly SectionTemplate[],
  { packageName, facts, locale, words, url }: JsonContext,
): GuideDocument {
  const { manifest, tables, example, errorRows, messages } = facts;
  const html = (markdown: string): string => words.html(asHole(markdown), url);
  return {
    format: 1,
    id: manifest.id,
    name: manifest.name,
    package: packageName,
    locale,
    slug: guideSlug(manifest.id),
    title,
    description: words.plain(asHole(manifest.description)),
    docsUrl: manifest.docsUrl,
    capabilities: manifest.capabilities,
    sections: sections.map(({ heading, html: template }) => ({
      id: heading?.data?.id ?? '',
      level: heading?.depth ?? 1,
      title: heading === undefined ? '' : headingWords(heading, words),
      html: fillTemplate(template, (hole) => words.html(hole, url)),
    })),
    config: tables.map((table) => ({
      ...table,
      fields: table.fields.map((field) => ({ ...field, description: html(field.description) })),
    })),
    example,
    messages: Object.fromEntries(
      messages.map((message) => [message, words.plain(verbatim(message))]),
    ),
    errors: errorGroups(errorRows).map((group) => ({
      causes: group.causes.map(({ cause, docsUrl }) => ({
        cause,
        ...(docsUrl !== undefined && { docsUrl }),
      })),
      code: group.code,
      ...(group.outcome !== undefined && { outcome: group.outcome }),
      ...errorWords(group, html),
    })),
  };
}

function errorWords(
  group: ErrorGroup,
  html: (english: string) => string,
): Pick<GuideError, 'retryable' | 'meaning' | 'advice'> {
  const { code } = group;
  if (code === 'accepted') return { retryable: false, meaning: html(acceptedMeaning), advice: '' };
  const { retryable, meaning } = errorCodes[code];
  return { retryable, meaning: html(meaning), advice: html(adviceOf(group) ?? '') };
}
