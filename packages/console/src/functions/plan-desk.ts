import { type ConfigStore, type ConfigStoreOptions, openConfigStore } from './config-store.ts';
import { checkPlan, type PlanReport } from './delivery-plan.ts';
import { planFile } from './plan-file.ts';
import type { InstalledConnector } from './installed-connectors.ts';
import { type PlanConnector, planConnectors } from './plan-connectors.ts';
import { openPlanTrial, type PlanTrial } from './plan-trial.ts';

/** The delivery plan of one session: its file, its connectors and its test. */
export interface PlanDesk {
  /** Has one document; `planId` is its id. */
  readonly store: ConfigStore;
  readonly connectors: () => Promise<readonly PlanConnector[]>;
  readonly check: (plan: unknown) => Promise<PlanReport>;
  readonly trial: PlanTrial;
}

export const planId = 'sms-delivery-plan';

export function openPlanDesk(
  options: ConfigStoreOptions,
  installed: readonly InstalledConnector[],
): PlanDesk {
  const connectors = () => planConnectors(options.directory, installed);
  return {
    store: openConfigStore({ ...options, fileOf: () => planFile }),
    connectors,
    check: async (plan) =>
      checkPlan(
        plan,
        (await connectors()).map(({ name }) => name),
      ),
    trial: openPlanTrial(),
  };
}
