import {
  canonicalUsageType,
  deprecatedUsageTypes,
  firstGenerationUsageTypes,
  requiredUsageTypes,
  usageTypeFacts,
  usageTypes,
} from '@sms-connectors/core';
import type { PhrasingContent } from 'mdast';
import { type Cell, code, listing, paragraph, segment, table } from '../nodes.ts';
import { labels } from '../strings.ts';
import type { Slot } from './slot.ts';

/** `::usage-types`: every usage type, and when it is sent. */
export const usageTypesSlot: Slot = () => {
  const required: readonly string[] = requiredUsageTypes;
  const rows = usageTypes.map((usageType): readonly Cell[] => [
    [code(usageType)],
    [segment(usageTypeFacts[usageType].purpose)],
    [segment(required.includes(usageType) ? labels.yes : labels.no)],
  ]);
  const header = [labels.usageType, labels.purpose, labels.required];
  return [
    table(
      header.map((label) => [segment(label)]),
      rows,
    ),
  ];
};

/** `::migration`: how to update configs with the old usage types. */
export const migrationSlot: Slot = () => {
  const kept = new Set(firstGenerationUsageTypes.map(canonicalUsageType));
  const missing = requiredUsageTypes.filter((usageType) => !kept.has(usageType));
  const values = {
    old: codes(Object.keys(deprecatedUsageTypes)),
    new: codes(Object.values(deprecatedUsageTypes)),
    missing: codes(missing),
  };
  return [
    {
      type: 'containerDirective',
      name: 'note',
      children: [paragraph(segment(labels.migration, values))],
    },
  ];
};

function codes(names: readonly string[]): PhrasingContent {
  return listing(names.map(code));
}
