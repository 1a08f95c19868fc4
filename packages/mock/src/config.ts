import { templatesSchema } from '@sms-connectors/core';
import * as z from 'zod';

export const configSchema = z.strictObject({
  from: z
    .string()
    .min(1)
    .default('Mock')
    .meta({
      description: 'The sender that the inbox shows.',
      examples: ['Acme'],
    }),
  inboxFile: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'A JSON Lines file that receives every message, one a line, so that other processes can read it. Without one, the inbox lives in memory.',
      examples: ['sms-inbox.jsonl'],
    }),
  templates: templatesSchema,
});

export type MockConfig = z.input<typeof configSchema>;
