import type { InferInput } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

const seconds = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));

/** The settings that codes made here have too, as far as Twilio does not decide them. */
export const settingsSchema = z
  .strictObject({
    // https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts#code-validity-period
    lifetimeSeconds: z._default(seconds(120, 86_400), 600).check(
      z.meta({
        description:
          'How long a code is right, in seconds. Twilio’s support changes it for a service.',
      }),
    ),
    resendAfterSeconds: z
      ._default(seconds(0, 3600), 30)
      .check(
        z.meta({ description: 'How long to wait before the code is sent again, in seconds.' }),
      ),
    // https://www.twilio.com/docs/api/errors/60203
    maxSends: z._default(z.int().check(z.minimum(1), z.maximum(5)), 3).check(
      z.meta({
        description:
          'How many messages are sent for one verification. Twilio sends at most 5 to one number.',
      }),
    ),
  })
  .check(
    z.refine(({ lifetimeSeconds, resendAfterSeconds }) => resendAfterSeconds < lifetimeSeconds, {
      path: ['resendAfterSeconds'],
      message: 'Must be less than lifetimeSeconds.',
    }),
  );

export type CompleteSettings = z.output<typeof settingsSchema>;
export type TwilioVerificationSettings = InferInput<typeof settingsSchema>;
