import {
  credentialSchema,
  type InferInput,
  measureText,
  requiredWith,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

const number = /^(\+?[1-9]\d{6,14}|\d{3,8})$/;

export const configSchema = z
  .strictObject({
    servicePlanId: z.string().check(
      z.regex(/^[\w-]{1,64}$/, 'Must be the ID of a service plan: letters, digits, - and _.'),
      z.meta({
        description: 'The ID of your service plan.',
        examples: ['jd63jf88477ll123ab4567cd89012ef3'],
      }),
    ),
    apiToken: credentialSchema.check(
      z.meta({
        description: 'The API token of the service plan.',
        examples: ['<your-api-token>'],
        ...secretField,
      }),
    ),
    // https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/src/domain/domain-interface.ts
    region: z._default(z.enum(['us', 'eu', 'au', 'br', 'ca']), 'us').check(
      z.meta({
        description:
          'The region of the service plan: the United States (`us`), Europe (`eu`), Australia (`au`), Brazil (`br`) or Canada (`ca`).',
        examples: ['eu'],
      }),
    ),
    from: z
      .optional(
        z
          .string()
          .check(
            z.refine(
              (from) => number.test(from) || isName(from),
              'Must be a number in E.164, a short code, or a name of up to 11 characters of GSM-7.',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'The sender: a number, a short code, or a name of up to 11 characters. Leave it out if the service plan has a default originator.',
          examples: ['+12025550100'],
        }),
      ),
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id).check(z.maxLength(2048))).check(
      z.meta({
        description:
          'The URL of your delivery report handler, to which Sinch sends the status of each message.',
        examples: ['https://example.com/sms/reports/sinch'],
      }),
    ),
    webhookSecret: z.optional(credentialSchema).check(
      z.meta({
        description:
          'The HMAC secret of the service plan, which verifies delivery reports. Required to receive them.',
        examples: ['<your-webhook-secret>'],
        ...secretField,
      }),
    ),
    feedbackEnabled: z._default(z.boolean(), false).check(
      z.meta({
        description:
          'Set it to `true` if you report which codes were used: Sinch then expects feedback on each message.',
        examples: [true],
      }),
    ),
    templates: templatesSchema,
  })
  .check(requiredWith('webhookSecret', 'deliveryReportUrl'));

export type SinchConfig = InferInput<typeof configSchema>;

// https://developers.sinch.com/docs/sms/other/sms-other-http-basic
function isName(from: string): boolean {
  return /^(?=.*[A-Za-z])\S(.{0,9}\S)?$/.test(from) && measureText(from).encoding === 'GSM-7';
}
