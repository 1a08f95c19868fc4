import { type ConfigIssue, validateConfig } from '@sms-connectors/core';
import { type CompletePlan, deliveryPlanSchema } from './plan-schema.ts';

/** A plan with all defaults, or everything that is wrong with it. `connectors` are the names that it may use. */
export function validatePlan(
  plan: unknown,
  connectors?: readonly string[],
): { readonly plan: CompletePlan } | { readonly issues: readonly ConfigIssue[] } {
  const validated = validateConfig(deliveryPlanSchema, plan);
  const unknown = connectors === undefined ? [] : unknownNames(plan, connectors);
  if ('issues' in validated) return { issues: [...validated.issues, ...unknown] };
  return unknown.length > 0 ? { issues: unknown } : { plan: validated.config };
}

/** Finds them in a plan with other problems too, so that all problems are told at once. */
function unknownNames(plan: unknown, connectors: readonly string[]): readonly ConfigIssue[] {
  const { routes } = Object(plan) as { readonly routes?: unknown };
  const orders: readonly (readonly [string, unknown])[] = Object.entries(Object(routes) as object);
  return orders.flatMap(([key, order]) => {
    const names: readonly unknown[] = Array.isArray(order) ? order : [];
    return names.flatMap((name, index) => {
      if (typeof name !== 'string' || name === '' || connectors.includes(name)) return [];
      const values = connectors.join(', ');
      const message = `No connector has this name. The connectors are ${values}.`;
      const path = `routes${/^[A-Za-z]+$/.test(key) ? `.${key}` : `["${key}"]`}[${index}]`;
      const keys = ['routes', key, index];
      return [{ path, keys, code: 'not_one_of', parameters: { values }, message }];
    });
  });
}
