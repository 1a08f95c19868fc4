import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { planFile } from '../functions/plan-file.ts';
import type { CheckOptions } from './check-command.ts';
import type { CheckPlanOptions } from './check-plan-command.ts';
import { parseJsonObject } from './json-object.ts';
import { UsageError } from './terminal.ts';

/** Checks a config, or a delivery plan: a file that has `routes`, or that has the usual name of a plan. */
export async function checkFile(
  file: string | undefined,
  options: CheckOptions & CheckPlanOptions,
): Promise<number> {
  const plan = file === undefined || options.connector ? undefined : await planIn(file);
  if (file === undefined || plan === undefined) {
    const { check } = await import('./check-command.ts');
    return check(file, options);
  }
  for (const option of ['online', 'emulator'] as const) {
    if (options[option] === true) {
      throw new UsageError(`--${option} is for a config. A delivery plan has no account.`);
    }
  }
  const { checkDeliveryPlan } = await import('./check-plan-command.ts');
  return checkDeliveryPlan(file, plan, options);
}

async function planIn(file: string): Promise<object | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  // `check` says how to create a config.
  if (text === undefined) return undefined;
  const value = parseJsonObject(text, file);
  return Object.hasOwn(value, 'routes') || path.basename(file) === planFile ? value : undefined;
}
