import * as z from '@sms-connectors/core/zod';
import type { AnyFactory, ProviderEmulator } from './installed-connectors.ts';
import { jsonSchemaOf, schemaAt } from './json-schema.ts';

type Config = Readonly<Record<string, unknown>>;

/**
 * Makes a config for the provider's emulator from the user's templates and the emulator's test account, so
 * that the user's credentials are not sent to it. Other required fields come from the schema.
 */
export function emulatedConfig(
  { configSchema }: Pick<AnyFactory, 'configSchema'>,
  config: Config,
  emulator: Pick<ProviderEmulator, 'config'>,
): Config {
  const own = { ...emulator.config, templates: config['templates'] };
  const schema = jsonSchemaOf(configSchema);
  const { error } = z.safeParse(configSchema, own);
  const wanted = (error?.issues ?? [])
    .map(({ path }) => String(path[0]))
    .filter((field) => !Object.hasOwn(own, field) && Object.hasOwn(config, field))
    .filter((field) => schemaAt(schema, [field])?.writeOnly !== true);
  return { ...own, ...Object.fromEntries(wanted.map((field) => [field, config[field]])) };
}
