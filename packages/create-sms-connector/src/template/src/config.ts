import { secretField, templatesSchema } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

export const configSchema = z.strictObject({
  apiKey: z.string().check(
    z.regex(/^[!-~]+$/, 'must be letters, digits and signs without spaces'),
    z.meta({
      description: 'The API key of your Acme account.',
      examples: ['<your-api-key>'],
      ...secretField,
    }),
  ),
  from: z.string().check(
    z.minLength(1),
    z.meta({
      description: 'The number that the messages come from.',
      examples: ['+15005550006'],
    }),
  ),
  templates: templatesSchema,
});

export type AcmeConfig = z.input<typeof configSchema>;
