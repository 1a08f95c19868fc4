import type { InstalledConnector } from '../functions/installed-connectors.ts';
import type { SendTarget } from '../functions/workbench.ts';
import { UsageError } from './terminal.ts';

/** Returns the emulator if the user asked for it, otherwise the provider. */
export function targetOf(
  { id, factory, startEmulator }: InstalledConnector,
  emulator: boolean | undefined,
): SendTarget {
  if (emulator !== true) return 'provider';
  if (startEmulator === undefined) {
    const { inProcess } = factory.manifest.capabilities;
    const needless = inProcess === true ? ' It sends nothing: leave out --emulator.' : '';
    throw new UsageError(`${id} has no emulator.${needless}`);
  }
  return 'emulator';
}
