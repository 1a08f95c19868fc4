import {
  errorCodes,
  type GuideDocument,
  type GuideError,
  type GuideSection,
} from '@sms-connectors/core';
import type { Heading, Root, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { boxParts, mapBoxes } from './boxes.ts';
import type { ConnectorFacts } from './connector.ts';
import { blocksToHtml } from './html.ts';
import { guideSlug } from './links.ts';
import { paragraph, verbatim } from './nodes.ts';
import { adviceOf, type ErrorGroup, errorGroups } from './slots/errors.ts';
import { acceptedMeaning } from './strings.ts';
import { fillTemplate, makeTemplate, type Template } from './template.ts';
import { asHole, headingWords, type Words } from './words.ts';

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
  readonly title: string;
  readonly siteUrl: string;
  readonly logo: string;
  readonly words: Words;
  readonly url: (url: string) => string;
  /** The note that the page is not completely translated. */
  readonly notice: ContainerDirective | undefined;
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
  sections: readonly SectionTemplate[],
  context: JsonContext,
): GuideDocument {
  const { packageName, facts, locale, title, siteUrl, logo, words, url } = context;
  const { manifest, tables, example, errorRows, messages } = facts;
  const html = (markdown: string): string => words.html(asHole(markdown), 'other', url);
  return {
    format: 1,
    id: manifest.id,
    name: manifest.name,
    package: packageName,
    locale,
    siteUrl,
    slug: guideSlug(manifest.id),
    title,
    description: words.plain(asHole(manifest.description)),
    docsUrl: manifest.docsUrl,
    logo,
    isTranslated: context.notice === undefined,
    capabilities: manifest.capabilities,
    sections: renderSections(sections, context),
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

/** Whether a section is the text before the first heading. */
function isIntroduction({ id }: GuideSection): boolean {
  return id === '';
}

function renderSections(
  sections: readonly SectionTemplate[],
  { words, url, notice }: JsonContext,
): readonly GuideSection[] {
  const written = sections.map(({ heading, html: template }) => ({
    id: heading?.data?.id ?? '',
    level: heading?.depth ?? 1,
    title: heading === undefined ? '' : headingWords(heading, words),
    html: fillTemplate(template, (hole, place) => words.html(hole, place, url)),
  }));
  if (notice === undefined) return written;
  const template = makeTemplate([aside(notice)], blocksToHtml);
  const note = fillTemplate(template, (hole) => words.html(hole, 'other', url));
  const introduction = written.find(isIntroduction)?.html ?? '';
  const others = written.filter((section) => !isIntroduction(section));
  return [{ id: '', level: 1, title: '', html: `${note}\n${introduction}`.trim() }, ...others];
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
