import type { Connector, ConnectorOptions, Manifest } from '../contract.ts';
import type { ConfigSchema } from './connector-definition.ts';

/** The factory of any connector, such as `twilio`. It validates its config when it is called. */
export interface AnyConnectorFactory {
  (config: never, options?: ConnectorOptions): Connector;
  readonly manifest: Manifest;
  readonly configSchema: ConfigSchema;
}

/** Whether something that a package exports is the factory of a connector. */
export function isConnectorFactory(value: unknown): value is AnyConnectorFactory {
  return typeof value === 'function' && 'manifest' in value && 'configSchema' in value;
}
