import type { UsageType } from '@sms-connectors/core';

const prefix = 'CustomSMSSender_';

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html#trigger-source */
const usageTypes: ReadonlyMap<string, UsageType> = new Map([
  ['SignUp', 'Register'],
  ['ResendCode', 'Register'],
  ['ForgotPassword', 'ForgotPassword'],
  ['UpdateUserAttribute', 'BindNewIdentifier'],
  ['VerifyUserAttribute', 'BindNewIdentifier'],
  ['Authentication', 'MfaVerification'],
]);

/** What a message is for. `undefined` if it is no SMS: one function can be the trigger for e-mail too. */
export function usageTypeOf(triggerSource: string): UsageType | undefined {
  if (!triggerSource.startsWith(prefix)) return undefined;
  return usageTypes.get(triggerSource.slice(prefix.length)) ?? 'Generic';
}

/** The administrator's invitation, whose “code” is a temporary password. */
export function isInvitation(triggerSource: string): boolean {
  return triggerSource === `${prefix}AdminCreateUser`;
}
