import type { Capabilities } from '@sms-connectors/core';
import { type Cell, code, listing, number, segment, table } from '../nodes.ts';
import { capabilityLabels, labels } from '../strings.ts';
import type { Slot } from './slot.ts';

/** Each capability in words; `undefined` if the provider lacks it. */
const describers = {
  numberFormat: ({ numberFormat: format }) => {
    const example = format === 'e164' ? '+33612345678' : '33612345678';
    return [segment(capabilityLabels.numberFormat.values[format], { number: code(example) })];
  },
  senders: ({ senders }) => [
    listing(senders.map((sender) => segment(capabilityLabels.senders.values[sender]))),
  ],
  content: ({ content = ['text'] }) => [
    listing(content.map((kind) => segment(capabilityLabels.content.values[kind]))),
  ],
  maxCharacters: ({ maxCharacters: count }) => [
    segment(capabilityLabels.maxCharacters.values.count, { count: number(count) }),
  ],
  maxSegments: ({ maxSegments }) =>
    maxSegments !== undefined && [
      segment(capabilityLabels.maxSegments.values.count, { count: number(maxSegments) }),
    ],
  validitySeconds: ({ validitySeconds: range }) =>
    range && [
      segment(capabilityLabels.validitySeconds.values.range, {
        min: number(range.min),
        max: number(range.max),
      }),
    ],
  deliveryReports: ({ deliveryReports: reports }) =>
    reports && [segment(capabilityLabels.deliveryReports.values[reports.authenticity])],
  messageIds: ({ messageIds }) => [
    segment(capabilityLabels.messageIds.values[messageIds ?? 'provider']),
  ],
  reference: ({ reference }) =>
    reference && [
      segment(capabilityLabels.reference.values.count, { count: number(reference.maxCharacters) }),
    ],
  requester: ({ requester }) => requester === true && [segment(labels.yes)],
  conversions: ({ conversions }) =>
    (conversions === true && [segment(labels.yes)]) ||
    (conversions === 'used_only' && [segment(capabilityLabels.conversions.values.used_only)]),
  sandbox: ({ sandbox }) => sandbox && [segment(labels.yes)],
  inProcess: ({ inProcess }) => [segment(inProcess === true ? labels.yes : labels.no)],
} as const satisfies Record<
  keyof Capabilities,
  (capabilities: Capabilities) => Cell | false | undefined
>;

const keys = Object.keys(describers) as (keyof typeof describers)[];

/** `::capabilities`: a table of what the provider can and cannot do. */
export const capabilitiesSlot: Slot = ({ connector }) => {
  const rows = capabilityRows(connector().manifest.capabilities).map(
    ({ label, value }): readonly Cell[] => [[segment(label)], value],
  );
  return [table([[segment(labels.capability)], [segment(labels.description)]], rows)];
};

/** Describes each capability in words. */
function capabilityRows(capabilities: Capabilities) {
  return keys.map((key) => {
    const cell = describers[key](capabilities);
    const value: Cell =
      cell === undefined || cell === false ? [segment(labels.notAvailable)] : cell;
    return { label: capabilityLabels[key].label, value };
  });
}
