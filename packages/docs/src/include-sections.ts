import type { RootContent, Segment } from 'mdast';
import type { LeafDirective } from 'mdast-util-directive';
import { toString } from 'mdast-util-to-string';
import type { Fault } from './faults.ts';
import { parseMarkdown } from './markdown.ts';
import { code, text } from './nodes.ts';
import { sharedSections } from './shared-sections.ts';

/** The names that a shared section needs. */
export interface IncludingConnector {
  readonly id: string;
  readonly name: string;
  readonly packageName: string;
}

export interface IncludedSource {
  readonly source: string;
  readonly faults: readonly Fault[];
}

/**
 * Replaces each `::include[name]` of a page by the shared section of that name, with the names of the page's
 * connector. This happens before the page is parsed, so that the section's headings become the page's own.
 */
export function includeSections(
  source: string,
  file: string,
  connector: IncludingConnector | undefined,
): IncludedSource {
  const faults: Fault[] = [];
  const refuse = (message: string, fix: string): string => {
    faults.push({ check: 'page', file, message, fix });
    return '';
  };
  const included = (name: string): string => {
    const section = sharedSections.get(name);
    if (section === undefined) {
      const known = [...sharedSections.keys()].join(', ');
      return refuse(`Unknown shared section “${name}”.`, `The shared sections are ${known}.`);
    }
    if (connector === undefined) {
      return refuse(
        'This page does not belong to a connector, so it cannot include a shared section.',
        `Remove ::include[${name}].`,
      );
    }
    return withNamesOf(section, connector);
  };
  // Start from the end, so that earlier offsets stay valid.
  const expanded = parseMarkdown(source)
    .children.filter(isInclude)
    .toReversed()
    .reduce((page, node) => {
      const { start, end } = node.position ?? {};
      return `${page.slice(0, start?.offset)}${included(toString(node))}${page.slice(end?.offset)}`;
    }, source);
  return { source: expanded, faults };
}

/** Returns the values of `:value[…]` in a guide. */
export function guideValues({ id, name }: IncludingConnector): Segment['values'] {
  return {
    name: text(name),
    path: code(`/${id}`),
    'config-file': code(`sms-connectors.${id}.json`),
  };
}

function isInclude(node: RootContent): node is LeafDirective {
  return node.type === 'leafDirective' && node.name === 'include';
}

/** Replaces Acme's names in a shared section by a connector's. */
function withNamesOf(section: string, { id, packageName }: IncludingConnector): string {
  const pascalCase = id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const names: Readonly<Record<string, string>> = {
    'acme-package': packageName,
    'sms-connectors.acme.json': `sms-connectors.${id}.json`,
    Acme: pascalCase,
    acme: pascalCase.charAt(0).toLowerCase() + pascalCase.slice(1),
  };
  // Replace all names in one pass, because the new names may contain Acme's.
  return section.replaceAll(
    /acme-package|sms-connectors\.acme\.json|acme/gi,
    (name) => names[name] ?? name,
  );
}
