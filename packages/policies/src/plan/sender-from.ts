import { invalidConfig, type ParseRecipient, type Sender } from '@sms-connectors/core';
import { Circuits } from '../failover/circuits.ts';
import { failover } from '../failover/failover.ts';
import { type Guard, guard } from '../guard/guard.ts';
import { route } from '../route/route.ts';
import { issueAt } from '../settings.ts';
import type { LimitStore } from '../stores/limit-store.ts';
import type { DeliveryPlan } from './plan-schema.ts';
import { validatePlan } from './validate-plan.ts';

export interface SenderFromOptions {
  /** The connectors that the plan names by their `id`; `named` gives one another name. */
  readonly connectors: readonly Sender[];
  /** What is known about the health of the connectors; by default their own, with the settings of the plan. */
  readonly circuits?: Circuits | undefined;
  /** Where messages are counted for the limits; by default in this process. */
  readonly store?: LimitStore | undefined;
  /** Reads recipients; must be the one that the connectors have. By default international numbers only. */
  readonly parseRecipient?: ParseRecipient | undefined;
}

/**
 * Makes the sender that a delivery plan describes: limits, then routes, then failover.
 * @throws `ConnectorError` `invalid_config`, which names each problem
 */
export function senderFrom(
  plan: DeliveryPlan,
  { connectors, circuits, store, parseRecipient }: SenderFromOptions,
): Guard {
  const id = 'plan';
  const byName = new Map(connectors.map((connector) => [connector.id, connector]));
  if (byName.size < connectors.length) {
    const message =
      'Two connectors have the same name. Give one another name: named(name, connector).';
    throw invalidConfig({ id }, [issueAt(['connectors'], message)]);
  }
  const validated = validatePlan(plan, [...byName.keys()]);
  if ('issues' in validated) throw invalidConfig({ id }, validated.issues);
  const { routes, failover: settings, circuit, limits = {} } = validated.plan;

  const shared = circuits ?? new Circuits(circuit);
  const failovers = Object.entries(routes).map(([key, names]) => {
    const senders = names.flatMap((name) => byName.get(name) ?? []);
    return [key, failover(senders, { ...settings, id: `failover ${key}`, circuits: shared })];
  });
  const routed = route(Object.fromEntries(failovers), { parseRecipient });
  return guard(routed, limits, { store, parseRecipient });
}
