import {
  crossFieldCheck,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { signatureMethods } from './signature.ts';

const credential = z
  .string()
  .check(z.regex(/^[!-~]+$/, 'must be letters, digits and signs without spaces'));
// https://developer.vonage.com/en/messaging/sms/guides/custom-sender-id
const sender = z
  .string()
  .check(
    z.regex(
      /^(\+?[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9]{1,11})$/,
      'must be a number in E.164, a short code, or a name of up to 11 letters and digits',
    ),
  );

export const configSchema = z
  .strictObject({
    apiKey: z.string().check(
      z.regex(/^[0-9A-Za-z]{8}$/, 'must be 8 letters and digits'),
      z.meta({
        description: 'The **API key** of your Vonage account.',
        examples: ['abcd1234'],
        ...secretField,
      }),
    ),
    apiSecret: z.optional(credential).check(
      z.meta({
        description:
          'The **API secret** of the key. Where you sign, it serves only to ask for the balance.',
        examples: ['<your-api-secret>'],
        ...secretField,
      }),
    ),
    signatureSecret: z.optional(credential).check(
      z.meta({
        description:
          'The signature secret of the key. With it, requests are signed in place of carrying the API secret, and delivery receipts are verified.',
        examples: ['<your-signature-secret>'],
        ...secretField,
      }),
    ),
    signatureMethod: z._default(z.enum(signatureMethods), 'md5hash').check(
      z.meta({
        description:
          'How the account signs, as its settings say: with a plain MD5 hash, or an HMAC of this hash.',
        examples: ['md5hash'],
      }),
    ),
    from: sender.check(
      z.meta({
        description:
          'Who sends: a Vonage number, a short code, or a name of up to 11 letters and digits.',
        examples: ['+447700900000'],
      }),
    ),
    // The length: https://developer.vonage.com/en/api/sms
    deliveryReportUrl: z.optional(webhookUrlSchema.check(z.maxLength(100))).check(
      z.meta({
        description:
          'The address where Vonage reports what became of each message, your delivery report handler, in place of the one in its dashboard.',
        examples: ['https://example.com/sms/reports/vonage'],
      }),
    ),
    templates: templatesSchema,
  })
  .check(
    crossFieldCheck(
      'apiSecret',
      'is missing; give it, or signatureSecret',
      ({ apiSecret, signatureSecret }) => apiSecret !== undefined || signatureSecret !== undefined,
    ),
  );

export type VonageConfig = z.input<typeof configSchema>;
