import type { InferInput } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { guessingChance } from './guessing.ts';

const seconds = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));

/** More than this is no limit any more. */
const maxGuessingChance = 0.01;

export const settingsSchema = z
  .strictObject({
    digits: z
      ._default(z.int().check(z.minimum(4), z.maximum(10)), 6)
      .check(z.meta({ description: 'How many digits a code has.' })),
    lifetimeSeconds: z
      ._default(seconds(30, 86_400), 600)
      .check(z.meta({ description: 'How long a code is valid, in seconds.' })),
    maxAttempts: z._default(z.int().check(z.minimum(1), z.maximum(20)), 5).check(
      z.meta({
        description:
          'How many wrong codes a person may enter. The last one locks the verification.',
      }),
    ),
    resendAfterSeconds: z
      ._default(seconds(0, 3600), 30)
      .check(
        z.meta({ description: 'How long to wait before the code is sent again, in seconds.' }),
      ),
    maxSends: z._default(z.int().check(z.minimum(1), z.maximum(10)), 3).check(
      z.meta({
        description:
          'How many messages are sent for one verification. With 1, the message is not stored, and there is no `resend`.',
      }),
    ),
    perRecipient: z
      ._default(
        z
          .strictObject({
            verifications: z
              .int()
              .check(
                z.minimum(1),
                z.maximum(1000),
                z.meta({ description: 'How many verifications a number may have in one period.' }),
              ),
            seconds: seconds(60, 604_800).check(
              z.meta({
                description:
                  'The length of a period in seconds. It begins with its first verification.',
              }),
            ),
          })
          .check(z.meta({ id: 'RecipientLimit' })),
        { verifications: 10, seconds: 86_400 },
      )
      .check(
        z.meta({
          description:
            'The limit for each phone number. A verification whose code is used does not count.',
          examples: [{ verifications: 10, seconds: 86_400 }],
        }),
      ),
  })
  .check(
    z.refine(({ lifetimeSeconds, resendAfterSeconds }) => resendAfterSeconds < lifetimeSeconds, {
      path: ['resendAfterSeconds'],
      message: 'Must be less than lifetimeSeconds.',
    }),
    z.refine((settings) => guessingChance(settings) <= maxGuessingChance, {
      path: ['digits'],
      message:
        'The code could be guessed: maxAttempts × perRecipient.verifications must be at most 1% of all codes of this length.',
    }),
  );

/** The settings with their defaults. */
export type CompleteSettings = z.output<typeof settingsSchema>;
export type VerificationSettings = InferInput<typeof settingsSchema>;
