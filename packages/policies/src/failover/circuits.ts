import type { Sender } from '@sms-connectors/core';
import type * as z from '@sms-connectors/core/zod';
import { readSettings } from '../settings.ts';
import { Circuit } from './circuit.ts';
import { type CircuitSettings, circuitSettingsSchema } from './failover-settings.ts';

/** `closed`: the sender is used. `open`: it is skipped. `trial`: one message is trying it. */
export type CircuitState = 'closed' | 'open' | 'trial';

/** Made for this module's `circuitOf`, which must not be public. */
let read: (circuits: Circuits, sender: Sender) => Circuit;

/**
 * The circuits of senders: one for each, so that two accounts of one provider never share one. Failovers that share
 * circuits share what they know about a sender.
 */
export class Circuits {
  readonly #settings: z.output<typeof circuitSettingsSchema>;
  readonly #circuits = new WeakMap<Sender, Circuit>();

  static {
    read = (circuits, sender) => circuits.#of(sender);
  }

  /** @throws `ConnectorError` `invalid_config` */
  constructor(settings: CircuitSettings = {}) {
    this.#settings = readSettings('circuits', circuitSettingsSchema, settings);
  }

  /** Whether failovers with these circuits use the sender now. */
  state(sender: Sender): CircuitState {
    return this.#of(sender).state;
  }

  #of(sender: Sender): Circuit {
    const known = this.#circuits.get(sender);
    if (known !== undefined) return known;
    const circuit = new Circuit(this.#settings);
    this.#circuits.set(sender, circuit);
    return circuit;
  }
}

export function circuitOf(circuits: Circuits, sender: Sender): Circuit {
  return read(circuits, sender);
}

/** What failovers use that name no circuits of their own. */
export const sharedCircuits: Circuits = new Circuits();
