import {
  credentialSchema,
  type InferInput,
  notTogether,
  requiredUnless,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

// Plivo removes all other characters from a sender without saying so:
// https://www.plivo.com/docs/sms/api/message/send-a-message/
const sender = z
  .string()
  .check(
    z.regex(
      /^(\+[1-9]\d{6,13}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9]{1,11})$/,
      'Must be a number in E.164, a short code, or a name of up to 11 letters and digits.',
    ),
  );

export const configSchema = z
  .strictObject({
    // The form: https://github.com/plivo/plivo-python/blob/master/plivo/utils/validators.py
    authId: z.string().check(
      z.regex(
        /^(MA|SA)[A-Z0-9]{18}$/,
        'Must be MA, or SA for a subaccount, and 18 capital letters and digits.',
      ),
      z.meta({
        description: 'The **Auth ID** of your Plivo account or of a subaccount.',
        examples: ['MA0123456789ABCDEFGH'],
      }),
    ),
    authToken: credentialSchema.check(
      z.meta({
        description:
          'The **Auth Token** that belongs to `authId`. It also verifies delivery reports.',
        examples: ['<your-auth-token>'],
        ...secretField,
      }),
    ),
    from: z.optional(sender).check(
      z.meta({
        description:
          'The sender: a Plivo number, a short code, or an alphanumeric sender ID. Leave it out to use a Powerpack.',
        examples: ['+12025550100'],
      }),
    ),
    powerpackUUID: z
      .optional(
        z
          .string()
          .check(
            z.regex(
              /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
              'Must be the UUID of a Powerpack.',
            ),
          ),
      )
      .check(
        z.meta({
          description: 'The UUID of the Powerpack that chooses the sender, instead of `from`.',
          examples: ['86bbb125-97bb-4d72-89fd-81d5c515b015'],
        }),
      ),
    trackable: z._default(z.boolean(), false).check(
      z.meta({
        description:
          'Tells Plivo that you report used codes with `reportConversion`. Plivo counts every code that you do not report as unused.',
        examples: [true],
      }),
    ),
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id)).check(
      z.meta({
        description:
          'The URL of your delivery report handler, to which Plivo sends the status of each message.',
        examples: ['https://example.com/sms/reports/plivo'],
      }),
    ),
    webhookAuthToken: z.optional(credentialSchema).check(
      z.meta({
        description:
          'The **Auth Token** of the main account, if `authId` is a subaccount. It also verifies delivery reports.',
        examples: ['<your-main-auth-token>'],
        ...secretField,
      }),
    ),
    templates: templatesSchema,
  })
  .check(requiredUnless('from', 'powerpackUUID'), notTogether('from', 'powerpackUUID'));

export type PlivoConfig = InferInput<typeof configSchema>;
