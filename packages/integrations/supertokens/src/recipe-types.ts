import type { init } from 'supertokens-node/recipe/passwordless';

type RecipeInput = Parameters<typeof init>[0];

export type SmsService = NonNullable<NonNullable<RecipeInput['smsDelivery']>['service']>;

/** What SuperTokens asks to send. */
export type SmsRequest = Parameters<SmsService['sendSms']>[0];

export type OverrideApis = NonNullable<NonNullable<RecipeInput['override']>['apis']>;
