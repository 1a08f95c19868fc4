import {
  credentialSchema,
  type InferInput,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

// A longer timer ends at once.
const longestTimerMs = 2 ** 31 - 1;

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
  deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id)).check(
    z.meta({
      description:
        'The URL of your delivery report handler, to which the mock sends the reports of each message. By default, it sends none.',
      examples: ['http://127.0.0.1:3000/sms/reports/mock'],
    }),
  ),
  deliveryReportDelayMs: z
    ._default(z.int().check(z.minimum(0), z.maximum(longestTimerMs)), 0)
    .check(
      z.meta({
        description:
          'How long after the message its final delivery report is sent, in milliseconds.',
        examples: [1000],
      }),
    ),
  deliveryReportSecret: z.optional(credentialSchema).check(
    z.meta({
      description:
        'The secret that signs and verifies delivery reports. By default, each connector generates a random one. Set it if one connector signs the reports and another verifies them.',
      examples: ['<your-secret>'],
      ...secretField,
    }),
  ),
  templates: templatesSchema,
});

export type MockConfig = InferInput<typeof configSchema>;
