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

/** What each usage type is for, and a text that would do. Guides, examples and forms are made from this. */
export const usageTypeFacts = {
  Register: {
    purpose: 'Somebody signs up.',
    text: 'Your sign-up code is {{code}}.',
  },
  SignIn: {
    purpose: 'Somebody signs in.',
    text: 'Your sign-in code is {{code}}.',
  },
  ForgotPassword: {
    purpose: 'Somebody has forgotten their password.',
    text: 'Your password reset code is {{code}}.',
  },
  Generic: {
    purpose: 'Anything else, and every type below that has no template of its own.',
    text: 'Your verification code is {{code}}.',
  },
  OrganizationInvitation: {
    purpose: 'Somebody is invited to an organization.',
    text: 'You are invited to join an organization: {{link}}',
  },
  UserPermissionValidation: {
    purpose: 'Somebody confirms who they are before a sensitive change.',
    text: 'Your code to confirm this change is {{code}}.',
  },
  BindNewIdentifier: {
    purpose: 'Somebody adds a phone number to their account.',
    text: 'Your code to add this phone number is {{code}}.',
  },
  MfaVerification: {
    purpose: 'Somebody signs in with a second factor.',
    text: 'Your second-step code is {{code}}.',
  },
  BindMfa: {
    purpose: 'Somebody turns a second factor on.',
    text: 'Your code to turn on two-step verification is {{code}}.',
  },
} as const satisfies Record<UsageType, { readonly purpose: string; readonly text: string }>;

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

/** All that a config of the first generation could name. */
export const firstGenerationUsageTypes = [
  'Register',
  'SignIn',
  'Test',
] as const satisfies readonly (UsageType | keyof typeof deprecatedUsageTypes)[];

export type DeprecatedUsageType = keyof typeof deprecatedUsageTypes;

export function isDeprecated(name: UsageType | DeprecatedUsageType): name is DeprecatedUsageType {
  return Object.hasOwn(deprecatedUsageTypes, name);
}

/** The usage type that a name in a config stands for. */
export function canonicalUsageType(name: UsageType | DeprecatedUsageType): UsageType {
  return isDeprecated(name) ? deprecatedUsageTypes[name] : name;
}
