import {
  credentialSchema,
  crossFieldCheck,
  type InferInput,
  requiredUnless,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

const number = /^(\+[1-9]\d{6,14}|\d{3,8})$/;
// https://developers.telnyx.com/docs/messaging/messages/alphanumeric-sender-id
const name = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

export const configSchema = z
  .strictObject({
    apiKey: credentialSchema.check(
      z.meta({
        description: 'An API key of your Telnyx account.',
        examples: ['<your-api-key>'],
        ...secretField,
      }),
    ),
    messagingProfileId: z
      .optional(
        z
          .string()
          .check(
            z.regex(
              /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
              'Must be the ID of a messaging profile, which is a UUID.',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'The ID of the messaging profile. Its number pool chooses the sender if you leave out `from`. Required if `from` is a name.',
          examples: ['16fd2706-8baf-433b-82eb-8c7fada847da'],
        }),
      ),
    from: z
      .optional(
        z
          .string()
          .check(
            z.refine(
              (from) => number.test(from) || name.test(from),
              'Must be a number in E.164, a short code, or a name of up to 11 letters, digits and spaces.',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'The sender: a Telnyx number, a short code, or an alphanumeric sender ID. Leave it out to use a number pool.',
          examples: ['+12025550100'],
        }),
      ),
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id).check(z.maxLength(2000))).check(
      z.meta({
        description:
          'The URL of your delivery report handler, to which Telnyx sends the status of each message. By default, the one in the messaging profile.',
        examples: ['https://example.com/sms/reports/telnyx'],
      }),
    ),
    publicKey: z
      .optional(
        z
          .string()
          .check(z.regex(/^[A-Za-z0-9+/]{43}=$/, 'Must be 32 bytes in Base64, which end in =.')),
      )
      .check(
        z.meta({
          description:
            'The **Public Key** of your Telnyx account, which verifies delivery reports. Required to receive them.',
          examples: ['eu2zvPjhY6odxV34Z/EsRiERvTodkev4Fq0SlK90Izg='],
        }),
      ),
    templates: templatesSchema,
  })
  .check(
    requiredUnless('from', 'messagingProfileId'),
    crossFieldCheck(
      'messagingProfileId',
      'Required if from is a name.',
      ({ from, messagingProfileId }) => messagingProfileId !== undefined || !isName(from),
    ),
  );

export type TelnyxConfig = InferInput<typeof configSchema>;

/** A name needs a profile, a number does not. */
function isName(from: unknown): boolean {
  return typeof from === 'string' && name.test(from) && !number.test(from);
}
