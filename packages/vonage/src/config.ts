import {
  credentialSchema,
  fromOnePlace,
  type InferInput,
  requiredUnless,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';
import { signatureMethods } from './signature.ts';

// https://developer.vonage.com/en/messaging/sms/guides/custom-sender-id
// A name may have spaces, which Vonage ignores: https://developer.vonage.com/en/api/sms
const sender = z
  .string()
  .check(
    z.regex(
      /^(\+?[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
      'Must be a number in E.164, a short code, or a name of up to 11 letters, digits and spaces.',
    ),
  );

export const configSchema = z
  .strictObject({
    apiKey: z.string().check(
      z.regex(/^[0-9A-Za-z]{8}$/, 'Must be 8 letters and digits.'),
      z.meta({
        description: 'The **API key** of your Vonage account.',
        examples: ['abcd1234'],
        ...secretField,
      }),
    ),
    apiSecret: z.optional(credentialSchema).check(
      z.meta({
        description:
          'The **API secret** of the key. With a signature secret, it is used only to ask for the balance and to report used codes.',
        examples: ['<your-api-secret>'],
        ...secretField,
      }),
    ),
    signatureSecret: z.optional(credentialSchema).check(
      z.meta({
        description:
          'The signature secret of the key. With it, messages are signed instead of sent with the API secret, and delivery receipts are verified.',
        examples: ['<your-signature-secret>'],
        ...secretField,
      }),
    ),
    signatureMethod: z._default(z.enum(signatureMethods), 'md5hash').check(
      z.meta({
        description:
          'The signature method in the account’s settings: a plain MD5 hash, or an HMAC with the hash that is named.',
        examples: ['md5hash'],
      }),
    ),
    from: sender.check(
      z.meta({
        description:
          'The sender: a Vonage number, a short code, or a name of up to 11 letters, digits and spaces.',
        examples: ['+447700900000'],
      }),
    ),
    // The length: https://developer.vonage.com/en/api/sms
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id).check(z.maxLength(100))).check(
      z.meta({
        description:
          'The URL of your delivery report handler, to which Vonage sends the status of each message. By default, the one in its dashboard.',
        examples: ['https://example.com/sms/reports/vonage'],
      }),
    ),
    templates: templatesSchema,
  })
  .check(
    requiredUnless('apiSecret', 'signatureSecret'),
    fromOnePlace('apiKey', 'apiSecret', 'signatureSecret', 'signatureMethod'),
  );

export type VonageConfig = InferInput<typeof configSchema>;
