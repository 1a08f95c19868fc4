import * as z from 'zod';
import type { AnyFactory, ProviderEmulator } from './installed-connectors.ts';

type Config = Readonly<Record<string, unknown>>;

/**
 * A config as its provider's emulator takes it: the emulator has an account of its own, so that the templates are
 * tried, and what goes with them where they need it.
 */
export function emulatedConfig(
  { configSchema }: Pick<AnyFactory, 'configSchema'>,
  config: Config,
  emulator: Pick<ProviderEmulator, 'config'>,
): Config {
  const { templates } = config;
  const own = { ...emulator.config, templates };
  return z.safeParse(configSchema, own).success ? own : { ...config, ...emulator.config };
}
