import type { OverrideApis, SmsService } from './recipe-types.ts';
import { Refusal } from './refusal.ts';
import type { SmsOptions } from './sms-options.ts';
import { smsService } from './sms-service.ts';

/** The part of the settings of SuperTokens' Passwordless recipe that is about text messages. */
export interface SmsPasswordless {
  readonly smsDelivery: { readonly service: SmsService };
  readonly override: { readonly apis: OverrideApis };
}

/**
 * Settings for `Passwordless.init({ …, ...smsPasswordless({ sender }) })`. A person whose message was not sent sees why: the
 * API answers with `GENERAL_ERROR` and a text in their language.
 * @see https://supertokens.com/docs/platform-configuration/sms-delivery
 */
export function smsPasswordless(options: SmsOptions): SmsPasswordless {
  return {
    smsDelivery: { service: smsService(options) },
    override: {
      apis: (original) => ({
        ...original,
        ...(original.createCodePOST !== undefined && {
          createCodePOST: tellingWhy(original.createCodePOST.bind(original)),
        }),
        ...(original.resendCodePOST !== undefined && {
          resendCodePOST: tellingWhy(original.resendCodePOST.bind(original)),
        }),
      }),
    },
  };
}

interface GeneralError {
  readonly status: 'GENERAL_ERROR';
  readonly message: string;
}

function tellingWhy<Input, Answer>(
  api: (input: Input) => Promise<Answer>,
): (input: Input) => Promise<Answer | GeneralError> {
  return async (input) => {
    try {
      return await api(input);
    } catch (error) {
      if (error instanceof Refusal) return { status: 'GENERAL_ERROR', message: error.message };
      throw error;
    }
  };
}
