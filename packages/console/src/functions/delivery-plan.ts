import type { ConfigIssue } from '@sms-connectors/core';
import { type CompletePlan, validatePlan } from '@sms-connectors/policies';

export interface PlanReport {
  readonly valid: boolean;
  readonly issues: readonly ConfigIssue[];
  /** With all defaults; absent if the plan has problems. */
  readonly plan?: CompletePlan;
}

/** Checks a plan. `names` are the connectors that it may use. */
export function checkPlan(plan: unknown, names: readonly string[]): PlanReport {
  const validated = validatePlan(plan, names);
  return 'issues' in validated
    ? { valid: false, issues: validated.issues }
    : { valid: true, issues: [], plan: validated.plan };
}

/** The connectors that a plan names, each once, in order; also those of a plan with problems. */
export function namesIn(plan: unknown): readonly string[] {
  const { routes } = Object(plan) as { readonly routes?: unknown };
  const orders: readonly unknown[] = Object.values(Object(routes) as object);
  const names = orders.flatMap((order) => (Array.isArray(order) ? (order as unknown[]) : []));
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}
