import { capabilitiesSlot } from './capabilities.ts';
import { codeSlot } from './code.ts';
import { configExampleSlot, configTypesSlot } from './config.ts';
import { connectorsSlot } from './connectors.ts';
import { endUserTextsSlot, errorCodesSlot, providerErrorsSlot } from './errors.ts';
import type { Slot } from './slot.ts';
import { migrationSlot, usageTypesSlot } from './usage-types.ts';

/** The available slots by name: `::config-example`. */
export const slots: Readonly<Record<string, Slot>> = {
  capabilities: capabilitiesSlot,
  code: codeSlot,
  'config-example': configExampleSlot,
  'config-types': configTypesSlot,
  connectors: connectorsSlot,
  'end-user-texts': endUserTextsSlot,
  'error-codes': errorCodesSlot,
  migration: migrationSlot,
  'provider-errors': providerErrorsSlot,
  'usage-types': usageTypesSlot,
};

/** The slots that a connector's guide must have. */
export const guideSlots = [
  'config-example',
  'config-types',
  'usage-types',
  'migration',
  'provider-errors',
  'capabilities',
] as const;
