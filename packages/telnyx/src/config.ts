import {
  crossFieldCheck,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

const number = /^(\+[1-9]\d{6,14}|\d{3,8})$/;
// https://developers.telnyx.com/docs/messaging/messages/alphanumeric-sender-id
const name = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

export const configSchema = z
  .strictObject({
    apiKey: z.string().check(
      z.regex(/^[!-~]+$/, 'must be letters, digits and signs without spaces'),
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
              'must be the ID of a profile, a UUID',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'The ID of the messaging profile. Without `from`, its number pool chooses the sender; with a name in `from`, it is needed.',
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
              'must be a number in E.164, a short code, or a name of up to 11 letters, digits and spaces',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'Who sends: a Telnyx number, a short code, or an alphanumeric sender ID. Leave it out for a number pool.',
          examples: ['+12025550100'],
        }),
      ),
    deliveryReportUrl: z.optional(webhookUrlSchema.check(z.maxLength(2000))).check(
      z.meta({
        description:
          'The address where Telnyx reports what became of each message: your delivery report handler. Without it, the address in the messaging profile.',
        examples: ['https://example.com/sms/reports/telnyx'],
      }),
    ),
    publicKey: z
      .optional(
        z
          .string()
          .check(z.regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in Base64, which end in =')),
      )
      .check(
        z.meta({
          description:
            'The **Public Key** of your Telnyx account, which proves that delivery reports are genuine. Without it, none can be received.',
          examples: ['eu2zvPjhY6odxV34Z/EsRiERvTodkev4Fq0SlK90Izg='],
        }),
      ),
    templates: templatesSchema,
  })
  .check(
    crossFieldCheck(
      'from',
      'is missing; give it, or messagingProfileId',
      ({ from, messagingProfileId }) => from !== undefined || messagingProfileId !== undefined,
    ),
    crossFieldCheck(
      'messagingProfileId',
      'is missing; a name in from needs it',
      ({ from, messagingProfileId }) => messagingProfileId !== undefined || !isName(from),
    ),
  );

export type TelnyxConfig = z.input<typeof configSchema>;

/** A number sends by itself, a pool by its profile, a name by both. */
function isName(from: unknown): boolean {
  return typeof from === 'string' && name.test(from) && !number.test(from);
}
