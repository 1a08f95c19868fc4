import type * as z from 'zod/mini';
import type { ConfigSchema } from '../connector/connector-definition.ts';
import { invalidConfig } from '../errors/invalid-config.ts';
import type { ConnectorFactory } from '../contract.ts';
import { validateConfig } from './config-issues.ts';

/**
 * A config of unknown type, such as imported JSON, validated for a connector: `twilio(parseConfig(twilio, json))`.
 * @throws `ConnectorError` `invalid_config`, which names each problem
 */
export function parseConfig<Schema extends ConfigSchema>(
  { manifest, configSchema }: Pick<ConnectorFactory<Schema>, 'manifest' | 'configSchema'>,
  config: unknown,
): z.output<Schema> {
  const validated = validateConfig(configSchema, config);
  if ('issues' in validated) throw invalidConfig(manifest, validated.issues);
  return validated.config;
}
