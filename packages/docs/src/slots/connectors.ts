import { type Cell, code, link, segment, table, text } from '../nodes.ts';
import { labels } from '../strings.ts';
import type { Slot } from './slot.ts';

/** `::connectors`: every connector of the project, with a link to its guide in the reader's language. */
export const connectorsSlot: Slot = ({ connectors }) => {
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
