import type { Capabilities } from '@sms-connectors/core';
import { type Cell, code, listing, number, segment, table } from '../nodes.ts';
import { capabilityLabels, labels } from '../strings.ts';
import type { Slot } from './slot.ts';

type Teller<Key extends keyof Capabilities> = (
  value: NonNullable<Capabilities[Key]>,
) => Cell | undefined;

const flag = (value: boolean): Cell | undefined => (value ? [segment(labels.yes)] : undefined);

const tellers: { readonly [Key in keyof Required<Capabilities>]: Teller<Key> } = {
  numberFormat: (value) => {
    const number = value === 'e164' ? '+33612345678' : '33612345678';
    return [segment(capabilityLabels.numberFormat.values[value], { number: code(number) })];
  },
  senders: (value) => [
    listing(value.map((sender) => segment(capabilityLabels.senders.values[sender]))),
  ],
  maxCharacters: (value) => [
    segment(capabilityLabels.maxCharacters.values.count, { count: number(value) }),
  ],
  validitySeconds: ({ min, max }) => [
    segment(capabilityLabels.validitySeconds.values.range, { min: number(min), max: number(max) }),
  ],
  deliveryReports: (value) => [segment(capabilityLabels.deliveryReports.values[value])],
  sandbox: flag,
  inProcess: flag,
};

/** `::capabilities`: what the provider can do; what it cannot is told as “No”. */
export const capabilitiesSlot: Slot = ({ connector }) => {
  const { capabilities } = connector().manifest;
  const rows = capabilityRows(capabilities).map(({ key, cell }): readonly Cell[] => [
    [segment(capabilityLabels[key].label)],
    cell ?? [segment(labels.no)],
  ]);
  return [table([[segment(labels.capability)], [segment(labels.description)]], rows)];
};

/** Each capability with its value in words; without one, the provider lacks it. */
export function capabilityRows(capabilities: Capabilities) {
  return (Object.keys(tellers) as (keyof Capabilities)[]).map((key) => ({
    key,
    cell: tell(key, capabilities),
  }));
}

function tell<Key extends keyof Capabilities>(key: Key, capabilities: Capabilities) {
  const value = capabilities[key];
  const teller: Teller<Key> = tellers[key];
  return value === undefined || value === null ? undefined : teller(value);
}
