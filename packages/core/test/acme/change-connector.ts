import type { ConfigSchema, Connector, ConnectorFactory } from '@sms-connectors/core';

/** A factory whose connectors behave in another way than core makes them. */
export function changeConnector<Schema extends ConfigSchema, Extras extends object>(
  factory: ConnectorFactory<Schema, Extras>,
  change: (connector: Connector) => Partial<Connector>,
): ConnectorFactory<Schema, Extras> {
  const changed = (...args: Parameters<typeof factory>) => {
    const connector = factory(...args);
    return { ...connector, ...change(connector) };
  };
  const { manifest, configSchema } = factory;
  return Object.assign(changed, { manifest, configSchema });
}
