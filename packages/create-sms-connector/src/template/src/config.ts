import {
  credentialSchema,
  type InferInput,
  secretField,
  templatesSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

export const configSchema = z.strictObject({
  apiKey: credentialSchema.check(
    z.meta({
      description: 'The API key of your Acme account.',
      examples: ['<your-api-key>'],
      ...secretField,
    }),
  ),
  from: z.string().check(
    z.minLength(1),
    z.meta({
      description: 'The number that sends the messages.',
      examples: ['+15005550006'],
    }),
  ),
  templates: templatesSchema,
});

export type AcmeConfig = InferInput<typeof configSchema>;
