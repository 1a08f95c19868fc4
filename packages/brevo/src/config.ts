import {
  credentialSchema,
  reportTokenSchema,
  type InferInput,
  requiredWith,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

export const configSchema = z
  .strictObject({
    apiKey: credentialSchema.check(
      z.meta({
        description: 'An API key of your Brevo account. It is not an SMTP key.',
        examples: ['<your-api-key>'],
        ...secretField,
      }),
    ),
    // https://github.com/getbrevo/brevo-node/blob/main/src/api/types/SendTransacSms.ts
    sender: z.string().check(
      z.regex(
        /^(?:[A-Za-z0-9]{1,11}|\d{12,15})$/,
        'Must be a name of up to 11 letters and digits, or a number of up to 15 digits, without spaces and signs.',
      ),
      z.meta({
        description:
          'The sender: a name of up to 11 letters and digits, or a number of up to 15 digits.',
        examples: ['MyShop'],
      }),
    ),
    tag: z.optional(z.string().check(z.regex(/\S/, 'Must not be blank.'))).check(
      z.meta({
        description: 'A tag for all messages, to find them in the statistics of Brevo.',
        examples: ['codes'],
      }),
    ),
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id)).check(
      z.meta({
        description:
          'The URL of your delivery report handler, to which Brevo sends the status of each message. The connector adds `deliveryReportToken` to it.',
        examples: ['https://example.com/sms/reports/brevo'],
      }),
    ),
    deliveryReportToken: z.optional(reportTokenSchema).check(
      z.meta({
        description:
          'A random secret of your own, of at least 16 characters. It proves that a delivery report comes from Brevo.',
        examples: ['<random-characters>'],
        ...secretField,
      }),
    ),
    templates: templatesSchema,
  })
  .check(requiredWith('deliveryReportToken', 'deliveryReportUrl'));

export type BrevoConfig = InferInput<typeof configSchema>;
