import { requiredUsageTypes } from '@sms-connectors/core';
import { sentence } from './sentence.ts';

/** The texts of a new config, in English; the page translates them. */
export const starterTexts = {
  Register: sentence('Your registration code is {{code}}. It expires in 10 minutes.'),
  SignIn: sentence('Your sign-in code is {{code}}. It expires in 10 minutes.'),
  ForgotPassword: sentence(
    'Your code to reset the password is {{code}}. It expires in 10 minutes.',
  ),
  Generic: sentence('Your verification code is {{code}}. It expires in 10 minutes.'),
} as const satisfies Record<(typeof requiredUsageTypes)[number], string>;

/** A new config: one template for each required usage type, and Generic. */
export function starterConfig(
  translate: (english: string) => string = (english) => english,
  startOfTexts = '',
) {
  return {
    templates: requiredUsageTypes.map((usageType) => ({
      usageType,
      content: `${startOfTexts}${translate(starterTexts[usageType])}`,
    })),
  };
}
