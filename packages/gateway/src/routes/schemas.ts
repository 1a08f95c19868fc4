import { usageTypes } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

/** What programs send to the gateway. These schemas check requests, and the OpenAPI document shows them. */

const usageType = z
  .enum(usageTypes)
  .check(
    z.meta({ description: 'Why the code is sent; selects the template.', examples: ['SignIn'] }),
  );
const to = z
  .string()
  .check(z.meta({ description: 'The phone number in E.164 format.', examples: ['+33612345678'] }));
const locale = z
  .optional(z.string())
  .check(z.meta({ description: 'The person’s language as a BCP 47 tag.', examples: ['fr-CA'] }));
const requester = z
  .optional(z.strictObject({ ip: z.optional(z.string()), userId: z.optional(z.string()) }))
  .check(
    z.meta({
      description: 'Who asked for the code. Limits use it, and some providers receive it.',
    }),
  );
const autofill = z
  .optional(
    z.strictObject({ webHost: z.optional(z.string()), androidAppHash: z.optional(z.string()) }),
  )
  .check(z.meta({ description: 'Lets a browser or an Android app fill in the code.' }));

const deepest = 10;

const payload = z
  .record(z.string(), z.unknown())
  .check(z.refine(isShallow, `Must not be nested more than ${deepest} times.`));

/** Whatever reads a payload may call itself for each object in it. */
function isShallow(given: object): boolean {
  let level: readonly object[] = [given];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false;
    level = level
      .flatMap((value): readonly unknown[] => Object.values(value))
      .filter((value) => typeof value === 'object' && value !== null);
  }
  return true;
}

export const sendSchema = z.strictObject({
  to,
  usageType,
  payload: payload.check(
    z.meta({
      description: 'The values of the template’s placeholders.',
      examples: [{ code: '123456' }],
    }),
  ),
  locale,
  expiresAt: z.optional(z.string()).check(
    z.meta({
      description: 'When the code expires, in ISO 8601 format with a time zone.',
      examples: ['2026-12-31T12:00:00Z'],
    }),
  ),
  requester,
  reference: z
    .optional(z.string())
    .check(z.meta({ description: 'Your own ID of the message. It must not be personal data.' })),
  autofill,
});

export const startSchema = z.strictObject({
  to,
  usageType,
  locale,
  payload: z
    .optional(payload)
    .check(z.meta({ description: 'The values of the template’s placeholders other than `code`.' })),
  requester,
  autofill,
  known: z.optional(z.boolean()).check(
    z.meta({
      description:
        'Whether you know this number. With it, the answer is the same for known and unknown numbers, and only a known number gets a message.',
    }),
  ),
});

const id = z.string().check(z.meta({ description: 'The ID of the verification.' }));

export const idSchema = z.strictObject({ id });

export const checkSchema = z.strictObject({
  id,
  code: z.string().check(z.meta({ description: 'What the person entered.', examples: ['123456'] })),
});
