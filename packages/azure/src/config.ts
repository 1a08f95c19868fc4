import { type InferInput, secretField, templatesSchema } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { connectionStringPattern } from './connection-string.ts';

/** A phone number; Azure lists those of the resource. */
export const phoneNumberPattern = /^\+[1-9]\d{6,14}$/;
// https://learn.microsoft.com/azure/communication-services/concepts/sms/sms-faq
const shortCode = /^\d{5,6}$/;
const senderId = /^(?=.*[a-z])[a-z0-9+_&-](?:[a-z0-9 +_&-]{0,9}[a-z0-9+_&-])?$/i;

export const configSchema = z.strictObject({
  connectionString: z.string().check(
    z.regex(
      connectionStringPattern,
      'Must be the connection string of the resource, such as endpoint=https://my-resource.communication.azure.com/;accesskey=bXkta2V5.',
    ),
    z.meta({
      description:
        'The **Connection string** of your Communication Services resource, from its page **Keys**.',
      examples: [
        'endpoint=https://your-resource.communication.azure.com/;accesskey=eW91ci1hY2Nlc3Mta2V5',
      ],
      ...secretField,
    }),
  ),
  from: z.string().check(
    z.refine(
      (from) => [phoneNumberPattern, shortCode, senderId].some((form) => form.test(from)),
      'Must be a phone number such as +14255550123, a short code of 5 or 6 digits, or a sender ID of up to 11 characters with a letter.',
    ),
    z.meta({
      description:
        'The sender: a phone number in E.164, a short code, or an alphanumeric sender ID of up to 11 characters.',
      examples: ['+14255550123'],
    }),
  ),
  deliveryReportToken: z
    .optional(
      z
        .string()
        .check(
          z.regex(
            /^[\w.~-]{16,200}$/,
            'Must have 16 to 200 letters, digits, hyphens, dots, underscores or tildes.',
          ),
        ),
    )
    .check(
      z.meta({
        description:
          'A random secret of your own, of at least 16 characters. It is also in the URL of your webhook, which proves that a delivery report is genuine. Required to receive them.',
        examples: ['<random-characters>'],
        ...secretField,
      }),
    ),
  templates: templatesSchema,
});

export type AzureConfig = InferInput<typeof configSchema>;
