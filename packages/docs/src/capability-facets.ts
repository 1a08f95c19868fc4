import type { Capabilities } from '@sms-connectors/core';
import { capabilityLabels } from './strings.ts';

/** A question about a provider, with the answers that it can have, in English. */
export interface CapabilityFacet {
  readonly key: keyof Capabilities;
  readonly label: string;
  /** What this provider answers; empty if it lacks the capability. */
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  readonly id: string;
  readonly label: string;
}

type Answers = (capabilities: Capabilities) => readonly string[];

// In the order of a list of filters. Numbers and formats are no reason to choose a provider.
const answers = {
  senders: ({ senders }) => senders,
  content: ({ content = ['text'] }) => content,
  deliveryReports: ({ deliveryReports }) =>
    deliveryReports === undefined ? [] : [deliveryReports.authenticity],
  conversions: ({ conversions }) => offered(conversions),
  validitySeconds: ({ validitySeconds }) => offered(validitySeconds),
  reference: ({ reference }) => offered(reference),
  requester: ({ requester }) => offered(requester),
  sandbox: ({ sandbox }) => offered(sandbox),
} as const satisfies Partial<Record<keyof Capabilities, Answers>>;

const keys = Object.keys(answers) as (keyof typeof answers)[];

function offered(capability: unknown): readonly string[] {
  return capability === undefined || capability === false ? [] : ['offered'];
}

/** What people choose a provider by, with the answers of one provider. */
export function capabilityFacets(capabilities: Capabilities): readonly CapabilityFacet[] {
  return keys.map((key) => {
    const { label, values } = capabilityLabels[key];
    const words: Readonly<Record<string, string>> = values;
    return {
      key,
      label,
      values: answers[key](capabilities).map((id) => ({ id, label: words[id] ?? label })),
    };
  });
}
