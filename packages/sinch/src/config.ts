import {
  credentialSchema,
  crossFieldCheck,
  type InferInput,
  measureText,
  notTogether,
  requiredUnless,
  requiredWith,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

const id = z.string().check(z.regex(/^[\w-]{1,64}$/, 'Must be an ID: letters, digits, - and _.'));
const number = /^(\+?[1-9]\d{6,14}|\d{3,8})$/;

export const configSchema = z
  .strictObject({
    servicePlanId: z.optional(id).check(
      z.meta({
        description: 'The ID of your service plan. Leave it out if you use a project.',
        examples: ['jd63jf88477ll123ab4567cd89012ef3'],
      }),
    ),
    apiToken: z.optional(credentialSchema).check(
      z.meta({
        description: 'The API token of the service plan.',
        examples: ['<your-api-token>'],
        ...secretField,
      }),
    ),
    projectId: z.optional(id).check(
      z.meta({
        description: 'The ID of your project, instead of a service plan.',
        examples: ['c9f6fe0c-5f6a-4d3e-9f0e-3a1b2c4d5e6f'],
      }),
    ),
    keyId: z.optional(id).check(
      z.meta({
        description: 'The key ID of an access key of the project.',
        examples: ['7b0d3c4e-1a2f-4b5c-8d6e-9f0a1b2c3d4e'],
      }),
    ),
    keySecret: z.optional(credentialSchema).check(
      z.meta({
        description: 'The key secret of the access key. Sinch shows it only once.',
        examples: ['<your-key-secret>'],
        ...secretField,
      }),
    ),
    // https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/src/domain/domain-interface.ts
    region: z._default(z.enum(['us', 'eu', 'au', 'br', 'ca']), 'us').check(
      z.meta({
        description:
          'The region of the service plan: the United States (`us`), Europe (`eu`), Australia (`au`), Brazil (`br`) or Canada (`ca`). Access keys work only in the United States and Europe.',
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
  .check(
    requiredUnless('servicePlanId', 'projectId'),
    requiredWith('apiToken', 'servicePlanId'),
    requiredWith('keyId', 'projectId'),
    requiredWith('keySecret', 'projectId'),
    notTogether('servicePlanId', 'projectId', 'keyId', 'keySecret'),
    notTogether('apiToken', 'projectId', 'keyId', 'keySecret'),
    crossFieldCheck(
      'region',
      'Must be us or eu if you set projectId.',
      ({ region, projectId }) => projectId === undefined || region === 'us' || region === 'eu',
    ),
    requiredWith('webhookSecret', 'deliveryReportUrl'),
  );

export type SinchConfig = InferInput<typeof configSchema>;

/** A service plan and its API token, or a project and its access key. */
export type SinchCredentials = Pick<
  z.output<typeof configSchema>,
  'servicePlanId' | 'apiToken' | 'projectId' | 'keyId' | 'keySecret'
>;

// https://developers.sinch.com/docs/sms/other/sms-other-http-basic
function isName(from: string): boolean {
  return /^(?=.*[A-Za-z])\S(.{0,9}\S)?$/.test(from) && measureText(from).encoding === 'GSM-7';
}
