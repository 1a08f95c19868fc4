import type { Coverage } from './contract.ts';

/** Why a code is sent. */
export const usageTypes = [
  'Register',
  'SignIn',
  'ForgotPassword',
  'Generic',
  'OrganizationInvitation',
  'UserPermissionValidation',
  'BindNewIdentifier',
  'MfaVerification',
  'BindMfa',
] as const;

export type UsageType = (typeof usageTypes)[number];

/** The usage types that full user flows need; each wants a template of its own. */
export const requiredUsageTypes = [
  'Register',
  'SignIn',
  'ForgotPassword',
  'Generic',
] as const satisfies readonly UsageType[];

/** Names of the first generation of configs, still read. */
export const deprecatedUsageTypes = { Test: 'Generic' } as const satisfies Record<
  string,
  UsageType
>;

export type DeprecatedUsageType = keyof typeof deprecatedUsageTypes;

/** The usage type that a name in a config stands for. */
export function canonicalUsageType(name: UsageType | DeprecatedUsageType): UsageType {
  return name === 'Test' ? deprecatedUsageTypes[name] : name;
}

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
