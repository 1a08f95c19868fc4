import {
  credentialSchema,
  type InferInput,
  secretField,
  templatesSchema,
  usageTypeFacts,
  usageTypes,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

// Chinese carriers deliver no text without its signature.
const signedTemplates = usageTypes.map((usageType) => ({
  usageType,
  content: `【YourApp】${usageTypeFacts[usageType].text}`,
}));

export const configSchema = z.strictObject({
  username: z.string().check(
    z.minLength(1),
    z.meta({
      description: 'The username of your SMSBao account.',
      examples: ['<your-username>'],
    }),
  ),
  passwordOrApiKey: credentialSchema.check(
    z.meta({
      description:
        'Your API key, or the MD5 hash of your password as 32 hexadecimal digits. Not the password itself.',
      examples: ['<your-api-key>'],
      ...secretField,
    }),
  ),
  goodsId: z.optional(z.string().check(z.minLength(1))).check(
    z.meta({
      description:
        'The product ID of your own channel, if you have one. It goes out with messages to mainland China only.',
      examples: ['<your-product-id>'],
    }),
  ),
  templates: templatesSchema.check(z.meta({ examples: [signedTemplates] })),
});

export type SmsbaoConfig = InferInput<typeof configSchema>;
