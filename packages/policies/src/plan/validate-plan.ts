import { type ConfigIssue, validateConfig } from '@sms-connectors/core';
import { type CompletePlan, deliveryPlanSchema } from './plan-schema.ts';

/** A plan with all defaults, or everything that is wrong with it. `connectors` are the names that it may use. */
export function validatePlan(
  plan: unknown,
  connectors?: readonly string[],
): { readonly plan: CompletePlan } | { readonly issues: readonly ConfigIssue[] } {
  const validated = validateConfig(deliveryPlanSchema, plan);
  if ('issues' in validated) return validated;
  const issues = connectors === undefined ? [] : unknownNames(validated.config, connectors);
  return issues.length > 0 ? { issues } : { plan: validated.config };
}

function unknownNames(
  { routes }: CompletePlan,
  connectors: readonly string[],
): readonly ConfigIssue[] {
  return Object.entries(routes).flatMap(([key, names]) =>
    names.flatMap((name, index) => {
      if (connectors.includes(name)) return [];
      const keys = ['routes', key, index];
      const message = `No connector has this name. The connectors are ${connectors.join(', ')}.`;
      const path = `routes${/^[A-Za-z]+$/.test(key) ? `.${key}` : `["${key}"]`}[${index}]`;
      return [{ path, keys, code: 'custom', parameters: {}, message }];
    }),
  );
}
