import { deprecatedUsageTypes } from '@sms-connectors/core';
import type { PhrasingContent } from 'mdast';
import type { GuideConfigField, GuideConfigTable } from '@sms-connectors/core';
import { type Cell, code, segment, spaced, table, text } from '../nodes.ts';
import { labels } from '../strings.ts';
import type { Slot } from './slot.ts';

/** `::config-example`: a valid config to copy. */
export const configExampleSlot: Slot = ({ connector }) => [
  { type: 'code', lang: 'json', value: JSON.stringify(connector().example, null, 2) },
];

/**
 * `::config-types`: the config's fields, then those of each named object in it. `{of=…}` names another schema that the
 * package exports.
 */
export const configTypesSlot: Slot = ({ connector, schema, attributes: { of } }) =>
  (typeof of === 'string' ? schema(of) : connector()).tables.map(fieldTable);

function fieldTable({ type, fields }: GuideConfigTable) {
  const name =
    type === undefined ? segment(labels.name) : segment(labels.property, { type: code(type) });
  const header = [
    [name],
    [segment(labels.type)],
    [segment(labels.required)],
    [segment(labels.default)],
    [segment(labels.values)],
    [segment(labels.description)],
  ];
  return table(header, fields.map(fieldRow));
}

function fieldRow(field: GuideConfigField): readonly Cell[] {
  return [
    [code(field.name)],
    [code(field.type)],
    [segment(field.required ? labels.yes : labels.no)],
    field.default === undefined ? [] : [code(spacedJson(field.default))],
    valuesCell(field.values ?? []),
    spaced([segment(field.description)], field.secret ? [segment(labels.secret)] : []),
  ];
}

// With spaces, a narrow column can break it.
function spacedJson(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
}

function valuesCell(values: readonly string[]): Cell {
  return values.flatMap((value, index): PhrasingContent[] => [
    ...(index === 0 ? [] : [text(', ')]),
    code(value),
    ...(value in deprecatedUsageTypes ? [text(' ('), segment(labels.oldName), text(')')] : []),
  ]);
}
