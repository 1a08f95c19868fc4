import type { PhrasingContent } from 'mdast';
import { type Cell, code, link, paragraph, segment, table, text } from '../nodes.ts';
import { labels } from '../strings.ts';
import type { Slot } from './slot.ts';

/**
 * `::connectors`: every connector of the project by name, with a link to its guide in the reader's language. With
 * `{as=list}`, their names alone.
 */
export const connectorsSlot: Slot = ({ connectors: all, attributes }) => {
  const connectors = all.toSorted((a, b) =>
    a.facts.manifest.name.localeCompare(b.facts.manifest.name, 'en'),
  );
  if (attributes['as'] === 'list') {
    const names = connectors.flatMap(({ facts: { manifest } }, index): PhrasingContent[] => [
      ...(index === 0 ? [] : [text(' · ')]),
      link(`guide:${manifest.id}`, text(manifest.name)),
    ]);
    return [paragraph(...names)];
  }
  const header = [labels.connector, labels.package, labels.description];
  const rows = connectors.map(({ packageName, facts: { manifest } }): readonly Cell[] => [
    [link(`guide:${manifest.id}`, text(manifest.name))],
    [code(packageName)],
    [segment(manifest.description)],
  ]);
  return [
    table(
      header.map((label) => [segment(label)]),
      rows,
    ),
  ];
};
