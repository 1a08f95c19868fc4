import {
  credentialSchema,
  type InferInput,
  requiredWith,
  secretField,
  templatesSchema,
  usageTypeFacts,
  usageTypes,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

// Chinese carriers deliver no text without its signature.
const signedTemplates = usageTypes.map((usageType) => ({
  usageType,
  content: `【YourApp】${usageTypeFacts[usageType].text}`,
}));

export const configSchema = z
  .strictObject({
    apikey: credentialSchema.check(
      z.meta({
        description: 'The API key of your Yunpian account, 32 characters.',
        examples: ['<your-api-key>'],
        ...secretField,
      }),
    ),
    enableInternational: z.optional(z.boolean()).check(
      z.meta({
        description:
          'Set to `true` to send to numbers outside mainland China too. By default, these are refused with `region_blocked` before anything is sent.',
        examples: [true],
      }),
    ),
    unsupportedCountriesMsg: z.optional(z.string()).check(
      z.meta({
        description:
          'Not used. It may stay in a config of Logto’s connector: your application shows the text for `region_blocked` instead.',
        examples: ['We send codes to Chinese numbers only.'],
      }),
    ),
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id)).check(
      z.meta({
        description:
          'The public URL of your delivery report handler. Leave it out if the URL is set in Yunpian’s console.',
        examples: ['https://example.com/sms/reports/yunpian'],
      }),
    ),
    deliveryReportToken: z.optional(credentialSchema).check(
      z.meta({
        description:
          'A long random text of your own. Yunpian calls the URL for delivery reports with it as the query parameter `token`.',
        examples: ['<a-long-random-text>'],
        ...secretField,
      }),
    ),
    templates: templatesSchema.check(z.meta({ examples: [signedTemplates] })),
  })
  .check(requiredWith('deliveryReportToken', 'deliveryReportUrl'));

export type YunpianConfig = InferInput<typeof configSchema>;
