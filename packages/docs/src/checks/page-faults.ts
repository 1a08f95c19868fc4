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

/** What is wrong with an English page: directives, links within the project, lists written by hand. */
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
      refuse('page', `There is no box :::${node.name}.`, 'Write :::note, :::tip or :::warning.');
    }
    if (node.type === 'html') {
      refuse('page', `It has HTML: ${node.value}`, 'Write Markdown: HTML does not survive in MDX.');
    }
    if (node.type === 'segment') {
      const listed = listedByHand(node.children, enums);
      if (listed !== undefined) {
        refuse(
          'enum-list',
          `It lists values by hand: ${node.msgid}`,
          `Write :list[${listed}], so that the list follows the code.`,
        );
      }
      const isKnown = (name: string) => name in node.values;
      for (const directive of textDirectives(node.children)) {
        const { name } = directive;
        const words = toString(directive);
        if (name === 'value' ? isKnown(words) : resolve(directive) !== undefined) continue;
        refuse(
          'page',
          `“:${name}[${words}]” stands for nothing here: ${node.msgid}`,
          name === 'console'
            ? `Of the console’s labels, guides know ${consoleLabels.join(', ')}.`
            : 'Write :list[usage-types], :list[Type.field], :error[code] or :console[label]; a colon before a letter is \\:.',
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
        refuse('link', `No connector has the guide ${node.url}.`, 'Name a connector by its id.');
      }
      const file = linkedFile(node.url, page.file);
      if (file !== undefined && !project.hasFile(file)) {
        refuse('link', `The link ${node.url} leads to no file.`, 'Correct the link.');
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

/** The enum of which two values stand next to each other in a sentence. */
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
