import { readGuide } from './guide.ts';
import type { InstalledConnector } from './installed-connectors.ts';
import { starterConfig } from './starter-config.ts';

/** A config to try a connector with, without an account of your own: the guide's example. */
export async function trialConfig({
  folder,
}: Pick<InstalledConnector, 'folder'>): Promise<Readonly<Record<string, unknown>>> {
  const guide = await readGuide(folder, 'en');
  return (guide?.example ?? starterConfig()) as Readonly<Record<string, unknown>>;
}
