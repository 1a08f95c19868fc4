import {
  Circuits,
  type DeliveryPlan,
  type Guard,
  named,
  senderFrom,
} from '@sms-connectors/policies';
import { opentelemetry } from '@sms-connectors/policies/opentelemetry';
import { asConfigError } from './config/config-error.ts';
import type { CompleteGatewayConfig } from './config/gateway-schema.ts';
import type { NamedConnector } from './config/load-connectors.ts';
import type { Metrics } from './metrics.ts';
import type { Stores } from './stores/stores.ts';

/** What sends the messages of a config. */
export interface Senders {
  /** As the plan says. */
  readonly planned: Guard;
  /** The same without the limits of the plan, for messages that have passed them. */
  readonly unlimited: Guard;
}

/** @throws `ConfigError` */
export function sendersOf(
  { plan }: Pick<CompleteGatewayConfig, 'plan'>,
  connectors: readonly NamedConnector[],
  { limits: store }: Stores,
  { provider: meterProvider }: Metrics,
): Senders {
  const senders = connectors.map(({ name, connector }) => named(name, connector));
  const usual: DeliveryPlan = { routes: { default: senders.map(({ id }) => id) } };
  const { limits, ...rest } = plan ?? usual;
  return asConfigError(() => {
    const shared = { connectors: senders, circuits: new Circuits(rest.circuit), store };
    const observed = (of: DeliveryPlan): Guard => {
      const sender = senderFrom(of, shared);
      return { ...sender, send: opentelemetry(sender, { meterProvider }).send };
    };
    return { planned: observed({ ...rest, limits }), unlimited: observed(rest) };
  }, 'plan');
}
