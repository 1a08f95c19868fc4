import type { InferInput } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { countries } from '../route/country-of.ts';

// Timers keep no longer time: 2^31 milliseconds.
const seconds = z.int().check(z.minimum(1), z.maximum(2_000_000));
const messages = z.int().check(z.minimum(1), z.maximum(1_000_000_000));

const limitSchema = z
  .strictObject({
    messages: messages.check(z.meta({ description: 'How many messages are sent at most.' })),
    seconds: seconds.check(
      z.meta({ description: 'In how many seconds, from the first of these messages on.' }),
    ),
  })
  .check(z.meta({ id: 'Limit' }));

const limits = (description: string) =>
  z
    .optional(z.array(limitSchema).check(z.minLength(1)))
    .check(z.meta({ description, examples: [[{ messages: 5, seconds: 3600 }]] }));

const country = z
  .string()
  .check(
    z.refine(
      (value) => countries.includes(value),
      'Must be a country of ISO 3166-1 in capitals, such as FR.',
    ),
  );

export const pumpingSchema = z
  .strictObject({
    minMessages: z._default(z.int().check(z.minimum(10), z.maximum(1_000_000)), 50).check(
      z.meta({
        description: 'How many messages to a prefix are needed before it can be blocked.',
      }),
    ),
    minConversionRate: z._default(z.number().check(z.minimum(0.01), z.maximum(0.9)), 0.1).check(
      z.meta({
        description:
          'The smallest share of codes that must be used, for example 0.1 for one in ten. A prefix is blocked if its share is lower, with a certainty of 99.9%.',
      }),
    ),
    seconds: z._default(z.int().check(z.minimum(1), z.maximum(604_800)), 3600).check(
      z.meta({
        description: 'The period in seconds over which messages and used codes are counted.',
      }),
    ),
    settleSeconds: z._default(seconds, 120).check(
      z.meta({
        description:
          'How long a person may take to enter a code before it counts as unused, in seconds; at most `seconds`.',
      }),
    ),
    blockSeconds: z
      ._default(seconds, 3600)
      .check(z.meta({ description: 'How long a prefix is blocked, in seconds.' })),
  })
  .check(
    z.refine(({ seconds: period, settleSeconds }) => settleSeconds <= period, {
      path: ['settleSeconds'],
      message: 'Must be at most seconds: older messages are not counted.',
    }),
    z.meta({ id: 'Pumping' }),
  );

export const guardSettingsSchema = z
  .strictObject({
    countries: z.optional(z.array(country).check(z.minLength(1))).check(
      z.meta({
        description:
          'The countries to which messages are sent, in ISO 3166-1. By default, all countries.',
        examples: [['BR', 'FR', 'PT', 'US']],
      }),
    ),
    perRecipient: limits('The limits for each phone number.'),
    perRequester: limits(
      'The limits for each IP address and each user ID in `requester`. Every message must then have one of them.',
    ),
    perPrefix: limits(
      'The limits for each prefix: the country code and the three digits that follow it.',
    ),
    perCountry: limits('The limits for each country.'),
    overall: limits('The limits for all messages together.'),
    pumping: z.optional(pumpingSchema).check(
      z.meta({
        description:
          'Blocks a prefix automatically if hardly any code sent to it is used. Requires that used codes are recorded.',
      }),
    ),
    onStoreFailure: z._default(z.enum(['allow', 'refuse']), 'allow').check(
      z.meta({
        description:
          'What to do with a message if the store of the limits fails or does not answer: `allow` or `refuse` it.',
      }),
    ),
  })
  .check(z.meta({ id: 'Limits' }));

export type Limit = z.output<typeof limitSchema>;
export type PumpingSettings = InferInput<typeof pumpingSchema>;
export type GuardSettings = InferInput<typeof guardSettingsSchema>;
