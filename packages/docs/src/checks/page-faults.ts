import { usageTypes } from '@sms-connectors/core';
import type { PhrasingContent } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { toString } from 'mdast-util-to-string';
import { boxLabels } from '../boxes.ts';
import { directiveResolver } from '../directives.ts';
import type { Fault } from '../faults.ts';
import type { FilledPage } from '../fill-slots.ts';
import { guideReadme, linkedFile } from '../links.ts';
import { walk } from '../page.ts';
import type { PageFolder, Project } from '../project.ts';
import { consoleLabels } from '../strings.ts';

/** Checks an English page: directives, links within the project, and handwritten lists of values. */
export function pageFaults(
  project: Project,
  folder: PageFolder,
  page: FilledPage,
): readonly Fault[] {
  const anchors = new Set<string>();
  for (const { node } of walk(page.tree)) {
    if (node.type === 'heading') anchors.add(node.data?.id ?? '');
  }
  const enums = enumsOf(folder);
  const resolve = directiveResolver(folder.connector, { locale: 'en', find: () => undefined });
  const faults: Fault[] = [];
  const refuse = (check: Fault['check'], message: string, fix: string): void => {
    faults.push({ check, file: page.file, message, fix });
  };

  for (const { node } of walk(page.tree)) {
    if (node.type === 'containerDirective' && !(node.name in boxLabels)) {
      refuse('page', `Unknown box :::${node.name}.`, 'Write :::note, :::tip or :::warning.');
    }
    if (node.type === 'html') {
      refuse(
        'page',
        `The page contains HTML: ${node.value}`,
        'Use Markdown: MDX does not support HTML.',
      );
    }
    if (node.type === 'segment') {
      const listed = listedByHand(node.children, enums);
      if (listed !== undefined) {
        refuse(
          'enum-list',
          `A list of values is handwritten: ${node.msgid}`,
          `Write :list[${listed}], so that the list stays up to date.`,
        );
      }
      const isKnown = (name: string) => name in node.values;
      for (const directive of textDirectives(node.children)) {
        const { name } = directive;
        const words = toString(directive);
        if (name === 'value' ? isKnown(words) : resolve(directive) !== undefined) continue;
        refuse(
          'page',
          `Unknown directive “:${name}[${words}]”: ${node.msgid}`,
          name === 'console'
            ? `The labels that guides can use are ${consoleLabels.join(', ')}.`
            : 'Write :list[usage-types], :list[Type.field], :error[code] or :console[label]. Escape a literal colon as \\:.',
        );
      }
    }
    if (node.type === 'link') {
      if (node.url.startsWith('#') && !anchors.has(node.url.slice(1))) {
        refuse(
          'link',
          `No heading has the anchor ${node.url}.`,
          `The anchors are ${[...anchors].join(', ')}.`,
        );
      }
      if (
        node.url.startsWith('guide:') &&
        guideReadme(project, node.url.slice(6), 'en') === undefined
      ) {
        refuse(
          'link',
          `No connector has the guide ${node.url}.`,
          'Use guide: and the id of a connector.',
        );
      }
      const file = linkedFile(node.url, page.file);
      if (file !== undefined && !project.hasFile(file)) {
        refuse('link', `The file of the link ${node.url} does not exist.`, 'Fix the link.');
      }
    }
  }
  return faults;
}

interface NamedEnum {
  readonly name: string;
  readonly values: ReadonlySet<string>;
}

function enumsOf({ connector }: PageFolder): readonly NamedEnum[] {
  const inSchema = (connector?.tables ?? []).flatMap(({ type, fields }) =>
    fields.flatMap(({ name, values }) =>
      values === undefined
        ? []
        : [{ name: type === undefined ? name : `${type}.${name}`, values: new Set(values) }],
    ),
  );
  return [...inSchema, { name: 'usage-types', values: new Set<string>(usageTypes) }];
}

const betweenItems = /^\s*(,|;|\/|\||and|or|,\s*(and|or))\s*$/;

/** Finds the enum of which two values are next to each other in a sentence. */
function listedByHand(
  children: readonly PhrasingContent[],
  enums: readonly NamedEnum[],
): string | undefined {
  for (const [index, between] of children.entries()) {
    const before = children[index - 1];
    const after = children[index + 1];
    if (before?.type !== 'inlineCode' || after?.type !== 'inlineCode') continue;
    if (between.type !== 'text' || !betweenItems.test(between.value)) continue;
    const listed = enums.find(({ values }) => values.has(before.value) && values.has(after.value));
    if (listed !== undefined) return listed.name;
  }
  return undefined;
}

function textDirectives(children: readonly PhrasingContent[]): readonly TextDirective[] {
  const visits = children.flatMap((child) => [...walk(child)]);
  return visits.map(({ node }) => node).filter((node) => node.type === 'textDirective');
}
