import { type InferInput, templatesSchema } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

export const configSchema = z.strictObject({
  from: z._default(z.string().check(z.minLength(1)), 'Mock').check(
    z.meta({
      description: 'The sender that the inbox shows.',
      examples: ['Acme'],
    }),
  ),
  inboxFile: z.optional(z.string().check(z.minLength(1))).check(
    z.meta({
      description:
        'A JSON Lines file to which every message is added, so that other processes can read it. By default, the inbox is in memory.',
      examples: ['sms-inbox.jsonl'],
    }),
  ),
  templates: templatesSchema,
});

export type MockConfig = InferInput<typeof configSchema>;
