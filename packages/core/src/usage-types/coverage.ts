import type { Coverage } from '../contract.ts';
import {
  canonicalUsageType,
  type DeprecatedUsageType,
  requiredUsageTypes,
  type UsageType,
  usageTypes,
} from './usage-types.ts';

/** The usage types whose template a message of this type may use, best first. */
export function usageTypeFallbacks(usageType: UsageType): readonly UsageType[] {
  const required: readonly UsageType[] = requiredUsageTypes;
  return required.includes(usageType) ? [usageType] : [usageType, 'Generic'];
}

/**
 * For each usage type, whether a message finds its `own` template, the `fallback` of `Generic`, or none.
 */
export function coverage(
  templates: readonly { readonly usageType: UsageType | DeprecatedUsageType }[],
): Coverage {
  const covered = new Set(templates.map(({ usageType }) => canonicalUsageType(usageType)));
  const rows = usageTypes.map((usageType) => {
    const used = usageTypeFallbacks(usageType).find((candidate) => covered.has(candidate));
    return [usageType, used === undefined ? 'missing' : used === usageType ? 'own' : 'fallback'];
  });
  return Object.fromEntries(rows) as Coverage;
}

/** The required usage types without a template, in the order of {@link requiredUsageTypes}. */
export function missingUsageTypes(of: Coverage): readonly UsageType[] {
  return requiredUsageTypes.filter((usageType) => of[usageType] === 'missing');
}
