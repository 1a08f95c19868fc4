import {
  credentialSchema,
  type InferInput,
  requiredWith,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

const number = /^\+?\d{3,15}$/;
const name = /^(?! )[ -~]{1,11}(?<! )$/;

export const configSchema = z
  .strictObject({
    accessKey: credentialSchema.check(
      z.meta({
        description: 'The live API access key of your account.',
        examples: ['<your-access-key>'],
        ...secretField,
      }),
    ),
    // The length of a name: https://github.com/messagebird/openapi-specs/blob/main/sms/openapi.yaml
    originator: z.string().check(
      z.refine(
        (originator) => number.test(originator) || name.test(originator),
        'Must be a number of 3 to 15 digits, or a name of 1 to 11 characters.',
      ),
      z.meta({
        description:
          'The sender: a number with its country code, or a name of up to 11 letters and digits.',
        examples: ['ExampleSMS'],
      }),
    ),
    signingKey: z.optional(credentialSchema).check(
      z.meta({
        description:
          'The signing key of your account, which verifies delivery reports. Required to receive them.',
        examples: ['<your-signing-key>'],
        ...secretField,
      }),
    ),
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id)).check(
      z.meta({
        description:
          'The URL of your delivery report handler, to which MessageBird sends the status of each message. By default, the one in its dashboard.',
        examples: ['https://example.com/sms/reports/messagebird'],
      }),
    ),
    templates: templatesSchema,
  })
  .check(requiredWith('signingKey', 'deliveryReportUrl'));

export type MessagebirdConfig = InferInput<typeof configSchema>;
